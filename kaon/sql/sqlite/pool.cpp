// Opens the connections of a Pool and sends each call to the right one.
#include "kaon/sql/sqlite/pool.hpp"

#include <cerrno>

#include <sys/stat.h>

#include "kaon/sql/detail/log.hpp"
#include "kaon/sql/error.hpp"
#include "kaon/sql/sqlite/detail/lane.hpp"
#include "kaon/sql/sqlite/detail/readers.hpp"

namespace kaon::inline v0::sqlite {
namespace {

// SQLite says "unable to open database file" and nothing else.
Result<> check_folder(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos || slash == 0 || path.starts_with("file:")) return {};
    const std::string folder = path.substr(0, slash);
    struct stat about;
    if (::stat(folder.c_str(), &about) == 0 || errno != ENOENT) return {};
    return Error(SqlErrc::cannot_open).with_detail("open " + path + ": there is no folder '" + folder + "': make it");
}

}  // namespace

Result<std::shared_ptr<Pool>> Pool::open(const DbOptions& options) {
    const bool in_memory = options.path == ":memory:";
    if (options.path.empty()) return Error(SqlErrc::cannot_open).with_detail("DbOptions::path is empty");
    ConnectionOptions to{.path = options.path,
                         .create = options.create == Create::if_missing,
                         .full_sync = options.synchronous == Synchronous::full,
                         .busy_timeout = options.busy_timeout,
                         .max_rows = options.max_rows};
    if (Result<> there = check_folder(options.path); !there) return std::move(there).error();
    Result<Connection> writer = Connection::open(to);
    if (!writer) return std::move(writer).error();
    auto pool = std::make_shared<Pool>();
    pool->slow = options.slow;
    const std::size_t readers = in_memory || options.readers == 0 ? 0 : options.readers;
    pool->writer_ = std::make_shared<Lane>(std::move(writer).value(),
                                           in_memory ? Lane::Mode::caller : Lane::Mode::thread, options.queue_limit);
    if (readers > 0) {
        std::vector<Connection> connections;
        to.read_only = true;
        for (std::size_t i = 0; i < readers; ++i) {
            Result<Connection> reader = Connection::open(to);
            if (!reader) return std::move(reader).error();
            connections.push_back(std::move(reader).value());
        }
        pool->readers_ = std::make_shared<Readers>(std::move(connections), options.queue_limit);
        pool->readers_->start();
    }
    pool->writer_->start();
    if (!in_memory) detail::sql_log.info("database opened", {{"path", options.path}});
    return pool;
}

Pool::~Pool() {
    if (readers_) readers_->stop();
    if (writer_) writer_->stop();
}

Result<> Pool::submit(detail::Call& call) {
    const bool reads = !call.tx && call.query && call.query->read_only;
    return reads && readers_ ? readers_->submit(call) : writer_->submit(call);
}

std::shared_ptr<Hold> Pool::make_hold() const { return std::make_shared<Hold>(writer_); }

}  // namespace kaon::inline v0::sqlite
