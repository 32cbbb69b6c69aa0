-- Copies or moves messages to a mailbox of the same user, maybe to the same one.
-- KEYS: account, then info, msg, log of the source, info, msg, log, keywords of the target, then the content of each message
-- ARGV: news, news, source id, target id, COPY | MOVE, now, then UIDs in ascending order (at most 250)
-- Answers OK and for each message old UID, new UID; or GONE, NOUIDS, KEYWORDS, OVERQUOTA
local account, move = KEYS[1], ARGV[5] == 'MOVE'
local source = open(KEYS[2])
local target = KEYS[2] == KEYS[5] and source or open(KEYS[5])
if not target then
  return {'GONE'}
end
local uids = {unpack(ARGV, 7)}
if not source or #uids == 0 then
  return {'OK'}
end
local known = keywords(KEYS[8])
local messages, octets = {}, 0
for i, record in ipairs(redis.call('HMGET', KEYS[3], unpack(uids))) do
  if record then
    local message = parse(record)
    message.uid, message.key = uids[i], KEYS[8 + i]
    message.spelled = known:spell(message.flags)
    octets = octets + message.size
    messages[#messages + 1] = message
  end
end
if #messages == 0 then
  return {'OK'}
end
skip(source)
if target ~= source then
  skip(target)
end
if target.uidnext + #messages - 1 > LAST_UID then
  return {'NOUIDS'}
end
if not known:fits() then
  return {'KEYWORDS'}
end
local refused = not target.gone and (not move or source.gone) and over(account, octets, #messages)
if refused then
  return refused
end

local answer = {'OK'}
for _, message in ipairs(messages) do
  if move then
    take(source, KEYS[3], message.uid, message)
  else
    hold(message.key)
  end
  local date, zone, rest = string.match(message.static, '^(%S+) (%S+) %S+ (.*)$')
  local static = table.concat({date, zone, ARGV[6], rest}, ' ')
  local uid = add(target, KEYS[6], message.spelled, static, message.size)
  answer[#answer + 1] = message.uid
  answer[#answer + 1] = int(uid)
end
known:write()
close(target, account, KEYS[7], ARGV[4])
if target ~= source then
  close(source, account, KEYS[4], ARGV[3])
end
return answer
