-- KEYS: subscribed
-- ARGV: news, news, SADD | SREM, name
redis.call(ARGV[3] == 'SADD' and 'SADD' or 'SREM', KEYS[1], ARGV[4])
tell('-')
return {'OK'}
