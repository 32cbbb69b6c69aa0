-- Adds messages whose content has been put, all or none.
-- KEYS: account, info, msg, log, keywords, threads, threads-before, then the content of each message
-- ARGV: news, news, mailbox id, now, then for each message:
--       flags, date, zone, size, content, fresh thread id, number of thread keys, thread keys...
-- Answers OK and for each message UID, mod-sequence, flags, thread id; or GONE, NOCONTENT, NOUIDS, KEYWORDS, OVERQUOTA
local account, threads, before = KEYS[1], KEYS[6], KEYS[7]
local box = open(KEYS[2])
if not box then
  return {'GONE'}
end
local known = keywords(KEYS[5])
local messages, octets, at = {}, 0, 5
while at <= #ARGV do
  local message = {
    flags = known:spell(ARGV[at]),
    date = ARGV[at + 1], zone = ARGV[at + 2], size = ARGV[at + 3], content = ARGV[at + 4],
    fresh = ARGV[at + 5], threads = {}, key = KEYS[8 + #messages]
  }
  for i = 1, tonumber(ARGV[at + 6]) do
    message.threads[i] = ARGV[at + 6 + i]
  end
  at = at + 7 + #message.threads
  octets = octets + tonumber(message.size)
  messages[#messages + 1] = message
  if redis.call('HEXISTS', message.key, 'octets') == 0 then
    return {'NOCONTENT'}
  end
end
skip(box)
if box.uidnext + #messages - 1 > LAST_UID then
  return {'NOUIDS'}
end
if not known:fits() then
  return {'KEYWORDS'}
end
local refused = not box.gone and over(account, octets, #messages)
if refused then
  return refused
end

local answer = {'OK'}
for _, message in ipairs(messages) do
  hold(message.key)
  local id = thread(threads, before, message.threads, message.fresh)
  local static = table.concat({message.date, message.zone, ARGV[4], message.size, id, message.content}, ' ')
  local uid = add(box, KEYS[3], message.flags, static, tonumber(message.size))
  for _, value in ipairs({int(uid), int(box.modseq), message.flags, id}) do
    answer[#answer + 1] = value
  end
end
known:write()
close(box, account, KEYS[4], ARGV[3])
return answer
