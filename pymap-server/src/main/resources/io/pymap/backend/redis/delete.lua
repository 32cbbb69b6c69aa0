-- Takes a mailbox its name; the messages stay for those who have it open.
-- KEYS: account, mailboxes, access-keys, info
-- ARGV: news, news, name, mailbox id
-- Answers OK or NOTFOUND or, where another mailbox has the name now, CHANGED
local found = redis.call('HGET', KEYS[2], ARGV[3])
if not found then
  return {'NOTFOUND'}
end
if string.match(found, '^%S+') ~= ARGV[4] then
  return {'CHANGED'}
end
redis.call('HDEL', KEYS[2], ARGV[3])
redis.call('HINCRBY', KEYS[1], 'names', 1)
redis.call('HDEL', KEYS[3], ARGV[4])
local messages, size = unpack(redis.call('HMGET', KEYS[4], 'messages', 'size'))
redis.call('HSET', KEYS[4], 'gone', 1)
redis.call('HINCRBY', KEYS[1], 'messages', int(-tonumber(messages or 0)))
redis.call('HINCRBY', KEYS[1], 'octets', int(-tonumber(size or 0)))
tell('-')
return {'OK'}
