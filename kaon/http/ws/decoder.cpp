// The state machine of Decoder: head, payload, control frame or message, and the rules of each.
#include "kaon/http/ws/decoder.hpp"

#include <algorithm>
#include <cstring>

namespace kaon::inline v0::http::ws {

namespace {
constexpr std::size_t kept_between_messages = 1024;
constexpr std::size_t unmasked_at_once = 4096;
}  // namespace

Decoder::Decoder(Options options) : peer_(options.peer), limits_(options.limits) {
    if (options.deflate) inflater_.emplace(*options.deflate);
}

Event Decoder::next(std::string_view& bytes) {
    forget_message();
    while (!ended_) {
        if (!in_frame_) {
            if (!take_head(bytes)) return fault_ == CloseCode::none ? Event{} : failure();
            in_frame_ = true;
        }
        if (is_control(head_.opcode)) {
            if (!take_control(bytes)) return {};
            in_frame_ = false;
            return end_control();
        }
        if (!take_payload(bytes)) return failure();
        if (left_ > 0) return {};
        in_frame_ = false;
        if (head_.final) return end_message();
    }
    bytes = {};
    return {};
}

// False: more bytes are needed, or it fails.
bool Decoder::take_head(std::string_view& bytes) {
    if (head_size_ == 0) {
        if (const std::size_t size = read_frame_head(bytes, head_)) {
            bytes.remove_prefix(size);
            return check_head();
        }
    }
    // What a head breaks is said as soon as its bytes are there: the first two hold all but the size.
    for (;;) {
        const std::size_t whole = frame_head_size({head_bytes_, head_size_});
        if (head_size_ >= whole) break;
        const std::size_t count = std::min(whole - head_size_, bytes.size());
        if (count == 0) return false;
        std::memcpy(head_bytes_ + head_size_, bytes.data(), count);
        head_size_ = static_cast<std::uint8_t>(head_size_ + count);
        bytes.remove_prefix(count);
    }
    read_frame_head({head_bytes_, head_size_}, head_);
    head_size_ = 0;
    return check_head();
}

// https://www.rfc-editor.org/rfc/rfc6455#section-5.2
bool Decoder::check_head() {
    left_ = head_.size;
    if (head_.reserved & (reserved_2 | reserved_3)) return fail(CloseCode::protocol_error, "reserved bits are set");
    if (head_.mask.has_value() != (peer_ == Peer::client)) {
        return fail(CloseCode::protocol_error, head_.mask ? "a server masked a frame" : "a frame is not masked");
    }
    if (head_.longer_than_needed) return fail(CloseCode::protocol_error, "a size is longer than needed");
    if (head_.size >> 63) return fail(CloseCode::protocol_error, "a size has its highest bit set");
    switch (head_.opcode) {
        case Opcode::close:
        case Opcode::ping:
        case Opcode::pong:
            // Section 5.5; RFC 7692, section 6.1: extensions leave control frames alone.
            if (!head_.final) return fail(CloseCode::protocol_error, "a control frame is fragmented");
            if (head_.size > max_control_payload) return fail(CloseCode::protocol_error, "a control frame is too long");
            if (head_.reserved) return fail(CloseCode::protocol_error, "reserved bits are set");
            control_size_ = 0;
            return true;
        case Opcode::continuation:
        case Opcode::text:
        case Opcode::binary: return check_message_head();
    }
    return fail(CloseCode::protocol_error, "the opcode is unknown");
}

// https://www.rfc-editor.org/rfc/rfc6455#section-5.4
bool Decoder::check_message_head() {
    const bool begins = head_.opcode != Opcode::continuation;
    if (begins && in_message_) return fail(CloseCode::protocol_error, "a message begins within another");
    if (!begins && !in_message_) return fail(CloseCode::protocol_error, "a continuation of nothing");
    if (head_.reserved && (!begins || !inflater_)) return fail(CloseCode::protocol_error, "reserved bits are set");
    if (begins) {
        in_message_ = true;
        message_opcode_ = head_.opcode;
        compressed_ = head_.reserved != 0;
        taken_ = 0;
        utf8_.reset();
    }
    if (head_.size > limits_.frame_bytes) return fail(CloseCode::too_large, "the frame is too large");
    if (head_.size > limits_.message_bytes - taken_) return fail(CloseCode::too_large, "the message is too large");
    taken_ += head_.size;
    return true;
}

bool Decoder::take_payload(std::string_view& bytes) {
    while (left_ > 0 && !bytes.empty()) {
        std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
        if (!compressed_) {
            char* const room = message_.prepare(count);
            if (head_.mask) head_.mask->apply(room, bytes.data(), count);
            else std::memcpy(room, bytes.data(), count);
            const std::size_t before = message_.size();
            message_.commit(count);
            if (!check_text(before)) return false;
        } else {
            char plain[unmasked_at_once];
            count = std::min(count, sizeof plain);
            if (head_.mask) head_.mask->apply(plain, bytes.data(), count);
            else std::memcpy(plain, bytes.data(), count);
            const std::size_t before = message_.size();
            const Inflater::Outcome outcome = inflater_->feed({plain, count}, message_, limits_.message_bytes);
            // Text first: what comes in pieces fails by the same rule as what comes at once.
            if (!check_text(before) || !inflated(outcome)) return false;
        }
        left_ -= count;
        bytes.remove_prefix(count);
    }
    return true;
}

bool Decoder::inflated(Inflater::Outcome outcome) {
    switch (outcome) {
        case Inflater::Outcome::fine: return true;
        case Inflater::Outcome::too_large: return fail(CloseCode::too_large, "the message is too large");
        case Inflater::Outcome::broken: return fail(CloseCode::invalid_text, "the message cannot be inflated");
        case Inflater::Outcome::no_memory: break;
    }
    return fail(CloseCode::internal_error, "out of memory");
}

// https://www.rfc-editor.org/rfc/rfc6455#section-8.1
bool Decoder::check_text(std::size_t from) {
    if (message_opcode_ != Opcode::text || utf8_.feed(message_.view().substr(from))) return true;
    return fail(CloseCode::invalid_text, "the text is not UTF-8");
}

// False: more bytes are needed.
bool Decoder::take_control(std::string_view& bytes) {
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    if (count > 0) {
        char* const to = control_ + control_size_;
        if (head_.mask) head_.mask->apply(to, bytes.data(), count);
        else std::memcpy(to, bytes.data(), count);
        control_size_ = static_cast<std::uint8_t>(control_size_ + count);
        left_ -= count;
        bytes.remove_prefix(count);
    }
    return left_ == 0;
}

Event Decoder::end_control() {
    const std::string_view payload(control_, control_size_);
    if (head_.opcode == Opcode::ping) return {Event::Kind::ping, payload};
    if (head_.opcode == Opcode::pong) return {Event::Kind::pong, payload};
    return end_close();
}

// https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1
Event Decoder::end_close() {
    ended_ = true;
    if (control_size_ == 0) return {Event::Kind::close};
    if (control_size_ == 1) {
        fail(CloseCode::protocol_error, "half of a close code");
        return failure();
    }
    const auto high = static_cast<unsigned char>(control_[0]), low = static_cast<unsigned char>(control_[1]);
    const auto code = static_cast<std::uint16_t>(high << 8 | low);
    const std::string_view reason(control_ + 2, control_size_ - 2u);
    if (!may_be_sent(code)) {
        fail(CloseCode::protocol_error, "no such close code");
        return failure();
    }
    Utf8Check check;
    if (!check.feed(reason) || !check.complete()) {
        fail(CloseCode::invalid_text, "the reason is not UTF-8");
        return failure();
    }
    return {Event::Kind::close, reason, static_cast<CloseCode>(code)};
}

Event Decoder::end_message() {
    if (compressed_) {
        const std::size_t before = message_.size();
        const Inflater::Outcome outcome = inflater_->finish(message_, limits_.message_bytes);
        if (!check_text(before) || !inflated(outcome)) return failure();
    }
    if (message_opcode_ == Opcode::text && !utf8_.complete()) {
        fail(CloseCode::invalid_text, "the text ends within a character");
        return failure();
    }
    in_message_ = false;
    delivered_ = true;
    const auto kind = message_opcode_ == Opcode::text ? Event::Kind::text : Event::Kind::binary;
    return {kind, message_.view()};
}

void Decoder::forget_message() {
    if (!delivered_) return;
    delivered_ = false;
    if (message_.capacity() > kept_between_messages) message_.release();
    else message_.clear();
}

bool Decoder::fail(CloseCode code, std::string_view reason) {
    fault_ = code;
    fault_reason_ = reason;
    return false;
}

Event Decoder::failure() {
    ended_ = true;
    message_.release();
    return {Event::Kind::failed, fault_reason_, fault_};
}

}  // namespace kaon::inline v0::http::ws
