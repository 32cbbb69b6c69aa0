-- Removes messages. Goes on where Redis has no memory left: it makes room.
-- KEYS: account, info, msg, log, then the content of each message
-- ARGV: news, news, mailbox id, grace in seconds, DELETED for those with that flag only or ALL, then UIDs (at most 250)
-- Answers OK and the UIDs that are gone now and were not before
local box = open(KEYS[2])
local uids = {unpack(ARGV, 6)}
if not box or #uids == 0 then
  return {'OK'}
end
skip(box)
local answer = {'OK'}
for i, record in ipairs(redis.call('HMGET', KEYS[3], unpack(uids))) do
  local message = record and parse(record)
  if message and (ARGV[5] == 'ALL' or has(message.flags, '\\Deleted')) then
    take(box, KEYS[3], uids[i], message)
    release(KEYS[4 + i], ARGV[4])
    answer[#answer + 1] = uids[i]
  end
end
close(box, KEYS[1], KEYS[4], ARGV[3])
return answer
