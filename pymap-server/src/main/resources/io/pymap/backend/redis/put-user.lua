-- Adds a user or changes password and role; what else the record holds stays.
-- KEYS: the user's record
-- ARGV: hash | string, password, role ('' for none)
-- Answers OK, or WRONGTYPE where the key is something else
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'none' and kind ~= ARGV[1] then
  return {'WRONGTYPE'}
end
if ARGV[1] == 'hash' then
  redis.call('HSET', KEYS[1], 'password', ARGV[2])
  if ARGV[3] == '' then
    redis.call('HDEL', KEYS[1], 'role')
  else
    redis.call('HSET', KEYS[1], 'role', ARGV[3])
  end
  return {'OK'}
end
local read, record = false, nil
if kind == 'string' then
  read, record = pcall(cjson.decode, redis.call('GET', KEYS[1]))
end
if not read or type(record) ~= 'table' then
  record = {}
end
record.password = ARGV[2]
record.role = ARGV[3] ~= '' and ARGV[3] or nil
redis.call('SET', KEYS[1], cjson.encode(record))
return {'OK'}
