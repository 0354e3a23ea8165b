// The least HTTP/1.1 that is honest: heads are parsed, bodies skipped, errors answered. For raw_epoll.cpp only.
//
//   Answered done = answer(received, out, date);      // appends the responses to every complete request
//   received.remove_prefix(done.used);
//
// Serves /plaintext, /json and /users/{id}. Threads: one. Never throws but for memory.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

namespace raw {

// The text of the Date field, made anew once per second.
class Date {
public:
    void refresh();
    std::string_view text() const { return {text_, size_}; }

private:
    char text_[40] = {};
    std::size_t size_ = 0;
    std::time_t second_ = 0;
};

struct Answered {
    std::size_t used;  // bytes of the input that are done with
    bool close;        // the connection ends once `out` is sent
};

Answered answer(std::string_view input, std::string& out, const Date& date);

}  // namespace raw
