-- Adds a user or changes password and role; what else the record holds stays.
-- KEYS: the user's record
-- ARGV: hash | string, password, role ('' for none), and where there is a condition: absent (there is no user), or same,
--   password and role that the user has
-- Answers OK; CHANGED where the condition does not hold; or WRONGTYPE where the key is something else
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'none' and kind ~= ARGV[1] then
  return {'WRONGTYPE'}
end

local record, password, role = {}, false, false
if ARGV[1] == 'hash' then
  password, role = unpack(redis.call('HMGET', KEYS[1], 'password', 'role'))
elseif kind == 'string' then
  local read, value = pcall(cjson.decode, redis.call('GET', KEYS[1]))
  record = read and type(value) == 'table' and value or {}
  password = type(record.password) == 'string' and record.password
  role = type(record.role) == 'string' and record.role
end
if ARGV[4] == 'absent' and password then
  return {'CHANGED'}
end
if ARGV[4] == 'same' and (password ~= ARGV[5] or (role or '') ~= ARGV[6]) then
  return {'CHANGED'}
end

if ARGV[1] == 'hash' then
  redis.call('HSET', KEYS[1], 'password', ARGV[2])
  if ARGV[3] == '' then
    redis.call('HDEL', KEYS[1], 'role')
  else
    redis.call('HSET', KEYS[1], 'role', ARGV[3])
  end
else
  record.password = ARGV[2]
  record.role = ARGV[3] ~= '' and ARGV[3] or nil
  redis.call('SET', KEYS[1], cjson.encode(record))
end
return {'OK'}
