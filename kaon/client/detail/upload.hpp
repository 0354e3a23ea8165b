// Upload: the content of a request on its way out: bytes from where they lie, or a stream at the peer's pace.
//
//   upload.start(core)                     // a stream is read by a Task of its own from here on
//   upload.take(buffer, size)              // in libcurl's callback: bytes, or that there are none yet, or no more
//   upload.wake()                          // afterwards: has the stream read its next piece
//
// One piece of a stream is held at a time and read from where it is. Lifetime: the Task that reads outlives the Upload
// when what it waits for cannot be cancelled; it then ends by itself. Threads: one core's own.
#pragma once

#include <memory>

#include "kaon/client/detail/transport.hpp"

namespace kaon::inline v0::client::detail {

class Upload {
public:
    // `resume`: bytes have come for a take() that had found none.
    class Listener {
    public:
        virtual void upload_ready() = 0;

    protected:
        ~Listener() = default;
    };

    Upload(std::shared_ptr<Outgoing> out, Listener& listener);
    Upload(const Upload&) = delete;
    Upload& operator=(const Upload&) = delete;
    ~Upload();

    std::optional<std::uint64_t> size() const { return out_->body->size(); }
    void start(Core& core);

    struct Taken {
        enum class Outcome { bytes, wait, end, failed } outcome;
        std::size_t count = 0;
    };
    Taken take(char* buffer, std::size_t size);
    // From the beginning again; false for a stream.
    bool rewind();
    // A stream's piece has been taken: wake() has the next one read.
    bool is_empty() const;
    void wake();
    // Why take() said failed.
    std::optional<Error> take_error();

private:
    struct Pump;

    std::shared_ptr<Outgoing> out_;
    Listener& listener_;
    std::string_view bytes_;  // what is left to be taken
    Pump* pump_ = nullptr;    // owns itself until its Task has ended
};

}  // namespace kaon::inline v0::client::detail
