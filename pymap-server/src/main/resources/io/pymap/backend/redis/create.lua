-- Adds an empty mailbox.
-- KEYS: account, mailboxes, info, acl, annotations
-- ARGV: news, news, name, mailbox id, UIDVALIDITY if a higher one has not been given, first UID, owner,
--       LIMITED if the quota counts, FREE, or EXACT for that UIDVALIDITY whatever has been given, then entry, value of each annotation
-- Answers OK, UIDVALIDITY; or EXISTS, OVERQUOTA, NOUIDVALIDITY
if redis.call('HEXISTS', KEYS[2], ARGV[3]) == 1 then
  return {'EXISTS'}
end
local last, limit = unpack(redis.call('HMGET', KEYS[1], 'uidvalidity', 'limit-mailbox'))
if ARGV[8] == 'LIMITED' and limit and redis.call('HLEN', KEYS[2]) + 1 > tonumber(limit) then
  return {'OVERQUOTA', 'MAILBOX', limit}
end
-- RFC 9051 6.3.4: a name that comes back needs a higher one than it ever had.
local highest = tonumber(last or 0)
local uidvalidity = ARGV[8] == 'EXACT' and tonumber(ARGV[5]) or math.max(highest + 1, tonumber(ARGV[5]))
if uidvalidity > LAST_UID then
  return {'NOUIDVALIDITY'}
end
redis.call('HSET', KEYS[1], 'uidvalidity', int(math.max(highest, uidvalidity)), 'user', ARGV[7])
redis.call('HSET', KEYS[2], ARGV[3], ARGV[4] .. ' ' .. int(uidvalidity))
redis.call('HINCRBY', KEYS[1], 'names', 1)
redis.call('HSET', KEYS[3], 'uidnext', ARGV[6], 'recent', ARGV[6], 'modseq', 1, 'messages', 0, 'unseen', 0,
  'deleted', 0, 'size', 0, 'deletedsize', 0, 'recents', 0)
redis.call('HSET', KEYS[4], ARGV[7], 'lrswipkxtea')
call('HSET', KEYS[5], {unpack(ARGV, 9)})
tell('-')
return {'OK', int(uidvalidity)}
