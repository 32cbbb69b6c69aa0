-- The secret of a mailbox: a new one where it has none, or where it is asked for.
-- KEYS: access-keys
-- ARGV: mailbox id, fresh secret, OBTAIN | RENEW, keys at most
-- Answers OK, secret; or TOOMANY
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known and ARGV[3] == 'OBTAIN' then
  return {'OK', known}
end
if not known and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then
  return {'TOOMANY'}
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return {'OK', ARGV[2]}
