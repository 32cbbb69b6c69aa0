-- Makes a mailbox read-only.
-- KEYS: mailboxes
-- ARGV: news, news, name
-- Answers OK or NOTFOUND
local found = redis.call('HGET', KEYS[1], ARGV[3])
if not found then
  return {'NOTFOUND'}
end
redis.call('HSET', KEYS[1], ARGV[3], string.match(found, '^%S+ %S+') .. ' read-only')
tell('-')
return {'OK'}
