// What Ninja writes, cut into its steps while it comes.
//
//   NinjaOutput output;
//   output.feed(text);
//   output.done(), output.total();                  // "12 of 40"
//   for (const std::string& text : output.take_failures()) ...     // what a failed command wrote
//
// Ninja runs with NINJA_STATUS=ninja_status, whose first byte no compiler writes. Threads: a value.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kaon::inline v0::cli::dev {

inline constexpr const char* ninja_status = "NINJA_STATUS=\x01%f/%t ";

class NinjaOutput {
public:
    void feed(std::string_view text);
    void end();

    std::size_t done() const { return done_; }
    std::size_t total() const { return total_; }
    std::vector<std::string> take_failures() { return std::exchange(failures_, {}); }
    // What commands wrote that did not fail: warnings.
    std::vector<std::string> take_remarks() { return std::exchange(remarks_, {}); }
    // Whether CMake is running inside of it, to look for new files or to configure again: an end there leaves the build
    // folder broken.
    bool is_configuring() const { return configuring_; }
    // Whether a command of the build has ended.
    bool has_built() const { return built_; }
    // "ninja: error: ..." of its own.
    const std::string& error() const { return error_; }

private:
    void line(std::string_view line);
    void close();
    void status(std::string_view line);

    std::string rest_;  // of a line that has not ended
    std::string block_;  // what the current command has written
    bool failed_ = false;
    bool command_follows_ = false;
    bool configuring_ = false, built_ = false;
    std::size_t done_ = 0, total_ = 0;
    std::vector<std::string> failures_, remarks_;
    std::string error_;
};

}  // namespace kaon::inline v0::cli::dev
