// Status lines begin a step, "FAILED: " says how it ended, the line after that is its command.
#include "cli/dev/ninja_output.hpp"

#include <charconv>

namespace kaon::inline v0::cli::dev {

namespace {

constexpr std::size_t largest_block = 1 << 20;

}  // namespace

void NinjaOutput::feed(std::string_view text) {
    std::size_t start = 0, searched = rest_.size();
    rest_ += text;
    for (std::size_t end; (end = rest_.find('\n', searched)) != std::string::npos; start = searched = end + 1)
        line(std::string_view(rest_).substr(start, end - start));
    rest_.erase(0, start);
    if (rest_.size() > largest_block) rest_.resize(largest_block);  // no block takes such a line
}

void NinjaOutput::end() {
    if (!rest_.empty()) line(std::exchange(rest_, {}));
    close();
}

void NinjaOutput::line(std::string_view line) {
    if (line.starts_with('\x01')) {
        close();
        return status(line.substr(1));
    }
    if (line.starts_with("FAILED: ")) {
        close();
        failed_ = command_follows_ = true;
        return;
    }
    if (line.starts_with("ninja: ")) {
        close();
        constexpr std::string_view own = "ninja: error: ", fatal = "ninja: fatal: ";
        if (line.starts_with(own)) error_ = line.substr(own.size());
        if (line.starts_with(fatal)) error_ = line.substr(fatal.size());
        return;
    }
    if (std::exchange(command_follows_, false)) return;
    if (line.starts_with("-- Build files have been written")) configuring_ = false;
    if (block_.size() + line.size() < largest_block) {
        block_ += line;
        block_ += '\n';
    }
}

void NinjaOutput::close() {
    if (!block_.empty() || failed_) (failed_ ? failures_ : remarks_).push_back(std::exchange(block_, {}));
    failed_ = command_follows_ = false;
}

void NinjaOutput::status(std::string_view line) {
    const char* end = line.data() + line.size();
    const auto [next, error] = std::from_chars(line.data(), end, done_);
    if (error == std::errc() && next != end) std::from_chars(next + 1, end, total_);
    configuring_ = line.ends_with("Re-running CMake...");
    built_ = built_ || (!configuring_ && !line.ends_with("Re-checking globbed directories..."));
}

}  // namespace kaon::inline v0::cli::dev
