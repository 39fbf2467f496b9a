-- oltp_write_only of sysbench 1.0, whose transactions each write a mark too and print its id when they are committed.
--
-- It goes on after every error, as with --mysql-ignore-errors=all, but opens its next connection itself: sysbench's own way of
-- connecting again ends it with a segmentation fault where it is linked with libmariadb, as Debian's is.
local ffi = require("ffi")
require("oltp_common")

ffi.cdef("int usleep(unsigned int);")

sysbench.cmdline.options.first_id = {"The id of the first transaction", 1}

-- A thread's share of the ids.
local SHARE = 1000000
local LOCK_WAIT = 1205
local DEADLOCK = 1213

local begun = 0
local committing = false
local left = false

local function say(...)
   -- In one piece: the threads share the output.
   io.write(table.concat({...}, " ") .. "\n")
   io.flush()
end

local function connect()
   local made, connection = pcall(drv.connect, drv)
   while not made do
      say("refused")
      ffi.C.usleep(50000)
      made, connection = pcall(drv.connect, drv)
   end
   return connection
end

function prepare_statements()
   prepare_begin()
   prepare_commit()
   prepare_index_updates()
   prepare_non_index_updates()
   prepare_delete_inserts()
end

function sysbench.hooks.sql_error_ignorable(failure)
   local stays = failure.sql_errno == DEADLOCK or failure.sql_errno == LOCK_WAIT
   left = not stays
   say(stays and "restarted" or committing and "committing" or "failed", failure.sql_state .. "-" .. failure.sql_errno)
   return true
end

function sysbench.hooks.before_restart_event()
   if left then
      close_statements()
      con:disconnect()
      con = connect()
      prepare_statements()
      left = false
   end
end

function event()
   begun = begun + 1
   local id = string.format("%.0f", sysbench.opt.first_id + sysbench.tid * SHARE + begun)
   committing = false
   begin()
   execute_index_updates()
   execute_non_index_updates()
   execute_delete_inserts()
   con:query("INSERT INTO shop.client_mark (id) VALUES (" .. id .. ")")
   committing = true
   commit()
   say("committed", id)
end
