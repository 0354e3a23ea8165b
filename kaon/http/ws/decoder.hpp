// Decoder: bytes in, messages and control frames out, one side of a WebSocket (RFC 6455, sections 5 to 8).
//
//   Decoder decoder({.limits = {.message_bytes = 64 * 1024}});
//   std::string_view bytes = ...;                         // however they were cut
//   for (Event e; (e = decoder.next(bytes)).kind != Event::Kind::none;) { ... }
//
// Fragments are put together, masks taken off, compressed messages inflated. What breaks a rule fails as soon as it
// shows: a head before its payload, text at its first byte that is no UTF-8, a message at the frame that would pass the
// limit. `failed` carries the close code to send; after it, and after `close`, nothing more comes and bytes are
// dropped.
//
// Memory: at most limits.message_bytes, and between messages no more than a kilobyte. No I/O. Threads: a value.
// Lifetime: an event's data is valid until the next call.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "kaon/base/byte_buffer.hpp"
#include "kaon/http/ws/deflate.hpp"
#include "kaon/http/ws/frame.hpp"
#include "kaon/http/ws/utf8_check.hpp"

namespace kaon::inline v0::http::ws {

// Whose bytes are read: only a client's are masked, and always (section 5.1).
enum class Peer : std::uint8_t { client, server };

struct Limits {
    std::uint64_t message_bytes = 1024 * 1024;  // of a message, as sent and as inflated
    std::uint64_t frame_bytes = 1024 * 1024;  // of one frame's payload
};

struct Event {
    enum class Kind : std::uint8_t { none, text, binary, ping, pong, close, failed };
    Kind kind = Kind::none;
    std::string_view data{};  // of a message or control frame; the reason of a close or failure
    CloseCode code = CloseCode::none;  // of a close or failure
};

class Decoder {
public:
    struct Options {
        Peer peer = Peer::client;
        Limits limits{};
        std::optional<DeflateTerms> deflate{};
    };

    explicit Decoder(Options options);

    // The next event, and takes what belongs to it off the front of `bytes`. `none`: all were taken.
    Event next(std::string_view& bytes);
    // After an event with a message: gives its bytes away for other memory. The event's view stays good as long as
    // they.
    void swap_message(ByteBuffer& other) { std::swap(message_, other); }
    // Between two messages, frames and all.
    bool idle() const { return !in_frame_ && !in_message_ && head_size_ == 0; }
    bool ended() const { return ended_; }

private:
    bool take_head(std::string_view& bytes);
    bool check_head();
    bool check_message_head();
    bool take_payload(std::string_view& bytes);
    bool add_to_message(char* from, std::size_t size);
    bool inflated(Inflater::Outcome outcome);
    bool check_text(std::size_t from);
    bool take_control(std::string_view& bytes);
    Event end_control();
    Event end_close();
    Event end_message();
    void forget_message();
    bool fail(CloseCode code, std::string_view reason);
    Event failure();

    Peer peer_;
    bool ended_ = false;
    bool in_frame_ = false;
    bool in_message_ = false;
    bool compressed_ = false;
    bool delivered_ = false;  // the message was given away by the last call
    Opcode message_opcode_ = Opcode::binary;
    std::uint8_t head_size_ = 0;  // bytes of a head that came in pieces
    std::uint8_t control_size_ = 0;
    CloseCode fault_ = CloseCode::none;
    Limits limits_;
    FrameHead head_;
    std::uint64_t left_ = 0;  // of the frame's payload
    std::uint64_t taken_ = 0;  // of the message, as sent
    std::string_view fault_reason_;
    Utf8Check utf8_;
    std::optional<Inflater> inflater_;
    ByteBuffer message_;
    char head_bytes_[max_frame_head];
    char control_[max_control_payload];
};

}  // namespace kaon::inline v0::http::ws
