-- Stands in front of every script that changes a mailbox.
--
-- ARGV[1] is the channel of news and ARGV[2] what each message on it begins with. A script answers a list whose first
-- element is OK or a word that says why nothing was done. Nothing is written before all conditions are checked.

local LAST_UID = 4294967295
local MOST_KEYWORDS = 1000
local LOG_CHANGES = 20000
local SKIPPED_UIDS = 1000
local SKIPPED_CHANGES = 100000
local SYSTEM = {['\\Answered'] = true, ['\\Deleted'] = true, ['\\Draft'] = true, ['\\Flagged'] = true, ['\\Seen'] = true}

-- Lua writes large numbers with an exponent, and knows a -0.
local function int(number)
  return string.format('%.0f', number + 0)
end

local function tell(what)
  redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' ' .. what)
end

-- The part of a list from one place to another, for commands that take many arguments.
local function call(command, key, list)
  for from = 1, #list, 1000 do
    redis.call(command, key, unpack(list, from, math.min(from + 999, #list)))
  end
end

local NUMBERS = {'uidnext', 'recent', 'modseq', 'messages', 'unseen', 'deleted', 'size', 'deletedsize', 'recents'}

-- A mailbox, to be changed and then closed.
local function open(info)
  local values = redis.call('HMGET', info, 'gone', 'run', unpack(NUMBERS))
  if not values[3] then
    return nil
  end
  local box = {info = info, gone = values[1], run = values[2], octets = 0, added = 0, log = {}, ends = {}}
  for i, name in ipairs(NUMBERS) do
    box[name] = tonumber(values[i + 2])
  end
  box.before = box.modseq
  return box
end

-- After a restart Redis may have forgotten numbers that it had given: they must not come a second time.
local function skip(box)
  local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
  if box.run and box.run ~= run then
    box.uidnext = math.min(box.uidnext + SKIPPED_UIDS, LAST_UID + 1)
    box.modseq = box.modseq + SKIPPED_CHANGES
  end
  box.run = run
end

local function note(box, kind, value)
  box.log[#box.log + 1] = kind
  box.log[#box.log + 1] = value
  box.ends[#box.ends + 1] = box.modseq
end

local function has(flags, flag)
  return string.find(' ' .. flags .. ' ', ' ' .. flag .. ' ', 1, true) ~= nil
end

-- Adds a message to the counts, or with -1 takes it away.
local function count(box, sign, uid, flags, size)
  box.messages = box.messages + sign
  box.added = box.added + sign
  box.size = box.size + sign * size
  box.octets = box.octets + sign * size
  if not has(flags, '\\Seen') then
    box.unseen = box.unseen + sign
  end
  if has(flags, '\\Deleted') then
    box.deleted = box.deleted + sign
    box.deletedsize = box.deletedsize + sign * size
  end
  if uid >= box.recent then
    box.recents = box.recents + sign
  end
end

-- Writes the counts and the log, and tells of it. Account usage is of mailboxes that have a name.
local function close(box, account, logkey, id)
  if #box.log == 0 then
    return
  end
  local values = {'run', box.run}
  for _, name in ipairs(NUMBERS) do
    values[#values + 1] = name
    values[#values + 1] = int(box[name])
  end
  redis.call('HSET', box.info, unpack(values))
  for from = 1, #box.ends, 500 do
    local to = math.min(from + 499, #box.ends)
    redis.call('XADD', logkey, 'MINID', '~', int(math.max(0, box.modseq - LOG_CHANGES)), int(box.ends[to]) .. '-0',
      unpack(box.log, 2 * from - 1, 2 * to))
  end
  if account and not box.gone and (box.added ~= 0 or box.octets ~= 0) then
    redis.call('HINCRBY', account, 'messages', int(box.added))
    redis.call('HINCRBY', account, 'octets', int(box.octets))
  end
  tell(id)
end

-- mod-sequence, flags, static part and the parts of that which scripts need.
local function parse(record)
  local modseq, flags, static = string.match(record, '^(%d+) ?([^\n]*)\n(.*)$')
  local size, thread, content = string.match(static, '^%-?%d+ %-?%d+ %-?%d+ (%d+) (%S+) (%S+)$')
  return {modseq = tonumber(modseq), flags = flags, static = static, size = tonumber(size), content = content}
end

local function head(modseq, flags)
  return flags == '' and int(modseq) or int(modseq) .. ' ' .. flags
end

local function words(text)
  local list = {}
  for word in string.gmatch(text, '%S+') do
    list[#list + 1] = word
  end
  return list
end

-- Spells flags as the mailbox knows them; new keywords are learned when known:write() is called.
local function keywords(key)
  local known = {spelled = {}, new = {}, length = nil}

  function known:spell(flags)
    local list = {}
    for _, word in ipairs(words(flags)) do
      if not SYSTEM[word] then
        local lower = string.lower(word)
        if not self.spelled[lower] then
          self.spelled[lower] = redis.call('HGET', key, lower) or word
          if not redis.call('HGET', key, lower) then
            self.new[#self.new + 1] = lower
            self.new[#self.new + 1] = word
          end
        end
        word = self.spelled[lower]
      end
      list[#list + 1] = word
    end
    return table.concat(list, ' ')
  end

  function known:fits()
    return #self.new == 0 or redis.call('HLEN', key) + #self.new / 2 <= MOST_KEYWORDS
  end

  function known:write()
    if #self.new > 0 then
      call('HSET', key, self.new)
    end
  end

  return known
end

-- The resource of which there is not enough left, or nil.
local function over(account, octets, messages)
  local values = redis.call('HMGET', account, 'octets', 'messages', 'limit-storage', 'limit-message')
  if octets > 0 and values[3] and math.ceil((tonumber(values[1] or 0) + octets) / 1024) > tonumber(values[3]) then
    return {'OVERQUOTA', 'STORAGE', values[3]}
  end
  if messages > 0 and values[4] and tonumber(values[2] or 0) + messages > tonumber(values[4]) then
    return {'OVERQUOTA', 'MESSAGE', values[4]}
  end
  return nil
end

local function hold(content)
  redis.call('HINCRBY', content, 'refs', 1)
  redis.call('PERSIST', content)
end

local function release(content, grace)
  if redis.call('HINCRBY', content, 'refs', -1) <= 0 then
    redis.call('EXPIRE', content, grace)
  end
end

-- The thread of the first key that is known; all keys lead to it from then on.
local function thread(threads, before, keys, fresh)
  local found = nil
  for _, key in ipairs(keys) do
    found = redis.call('HGET', threads, key) or redis.call('HGET', before, key)
    if found then
      break
    end
  end
  found = found or fresh
  for _, key in ipairs(keys) do
    redis.call('HSETNX', threads, key, redis.call('HGET', before, key) or found)
  end
  if redis.call('HLEN', threads) > 500000 then
    redis.call('UNLINK', before)
    redis.call('RENAME', threads, before)
  end
  return found
end

-- Puts one message into a mailbox; answers what the caller has to know of it.
local function add(box, msg, flags, static, uid_size)
  local uid = box.uidnext
  box.uidnext = uid + 1
  box.modseq = box.modseq + 1
  local record = head(box.modseq, flags) .. '\n' .. static
  redis.call('HSET', msg, int(uid), record)
  count(box, 1, uid, flags, uid_size)
  note(box, '+', int(uid) .. ' ' .. record)
  return uid
end

local function take(box, msg, uid, record)
  redis.call('HDEL', msg, uid)
  box.modseq = box.modseq + 1
  count(box, -1, tonumber(uid), record.flags, record.size)
  note(box, '-', uid .. ' ' .. int(box.modseq))
end
