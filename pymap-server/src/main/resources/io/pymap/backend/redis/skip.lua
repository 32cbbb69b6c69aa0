-- Leaves UIDs out.
-- KEYS: info
-- ARGV: the next UID, if it is not higher yet
-- Answers OK, or GONE
local uidnext = redis.call('HGET', KEYS[1], 'uidnext')
if not uidnext then
  return {'GONE'}
end
if tonumber(ARGV[1]) > tonumber(uidnext) then
  redis.call('HSET', KEYS[1], 'uidnext', ARGV[1])
end
return {'OK'}
