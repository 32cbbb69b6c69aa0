-- Changes flags.
-- KEYS: info, msg, log, keywords
-- ARGV: news, news, mailbox id, REPLACE | ADD | REMOVE, flags, unchanged since, then UIDs (at most 250)
-- Answers OK and for each message that exists UID, mod-sequence, flags; the mod-sequence of those left alone is 0
local box = open(KEYS[1])
if not box then
  return {'OK'}
end
local mode, since = ARGV[4], tonumber(ARGV[6])
local known = keywords(KEYS[4])
local given = words(known:spell(ARGV[5]))
if mode ~= 'REMOVE' and not known:fits() then
  return {'KEYWORDS'}
end

local function after(flags)
  if mode == 'REPLACE' then
    local same = #words(flags) == #given
    for _, flag in ipairs(given) do
      same = same and has(flags, flag)
    end
    return same and flags or table.concat(given, ' ')
  end
  local list = words(flags)
  if mode == 'ADD' then
    for _, flag in ipairs(given) do
      if not has(flags, flag) then
        list[#list + 1] = flag
      end
    end
    return table.concat(list, ' ')
  end
  local left, unwanted = {}, ' ' .. table.concat(given, ' ') .. ' '
  for _, flag in ipairs(list) do
    if not string.find(unwanted, ' ' .. flag .. ' ', 1, true) then
      left[#left + 1] = flag
    end
  end
  return table.concat(left, ' ')
end

local uids = {unpack(ARGV, 7)}
if #uids == 0 then
  return {'OK'}
end
skip(box)
local answer, changed = {'OK'}, {}
local lastbefore, lastafter = nil, nil -- most messages have the flags of the one before
for i, record in ipairs(redis.call('HMGET', KEYS[2], unpack(uids))) do
  if record then
    local message, uid = parse(record), uids[i]
    local modseq, flags = message.modseq, message.flags
    if modseq > since then
      modseq = 0
    else
      if flags ~= lastbefore then
        lastbefore, lastafter = flags, after(flags)
      end
      if lastafter ~= flags then
        box.modseq = box.modseq + 1
        count(box, -1, tonumber(uid), flags, message.size)
        count(box, 1, tonumber(uid), lastafter, message.size)
        modseq, flags = box.modseq, lastafter
        changed[#changed + 1] = uid
        changed[#changed + 1] = head(modseq, flags) .. '\n' .. message.static
        note(box, '*', uid .. ' ' .. head(modseq, flags))
      end
    end
    answer[#answer + 1] = uid
    answer[#answer + 1] = int(modseq)
    answer[#answer + 1] = flags
  end
end
if #changed > 0 then
  call('HSET', KEYS[2], changed)
  if mode ~= 'REMOVE' then
    known:write()
  end
  close(box, nil, KEYS[3], ARGV[3])
end
return answer
