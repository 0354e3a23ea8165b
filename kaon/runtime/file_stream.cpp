// Places that move on.
#include "kaon/runtime/file_stream.hpp"

#include <algorithm>
#include <cstring>

namespace kaon::inline v0::runtime {

namespace {
constexpr std::size_t fetched_at_once = 128 * 1024;
}

Task<std::size_t> FileReader::read(char* buffer, std::size_t size) {
    if (begin_ == held_.size() && size > 0) {
        held_ = co_await file_.read_some_at(at_, fetched_at_once);
        at_ += held_.size();
        begin_ = 0;
    }
    const std::size_t count = std::min(size, held_.size() - begin_);
    std::memcpy(buffer, held_.data() + begin_, count);
    begin_ += count;
    co_return count;
}

Task<void> FileWriter::write_all(std::string_view bytes) {
    if (bytes.empty()) co_return;
    co_await file_.write_at(at_, std::string(bytes));
    at_ += bytes.size();
}

}  // namespace kaon::inline v0::runtime
