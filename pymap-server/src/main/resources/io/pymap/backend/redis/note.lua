-- Keeps a value that follows from some octets, as long as they are there.
-- KEYS: content
-- ARGV: name, value
if redis.call('HEXISTS', KEYS[1], 'octets') == 1 then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
return {'OK'}
