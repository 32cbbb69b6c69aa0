-- Stores content ahead of the messages that will have it.
-- KEYS: content
-- ARGV: octets, seconds that it stays if no message comes
if redis.call('HSETNX', KEYS[1], 'octets', ARGV[1]) == 1 or redis.call('TTL', KEYS[1]) >= 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
return {'OK'}
