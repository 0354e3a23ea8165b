// Heads of frames, read and written.
#include "kaon/http/ws/frame.hpp"

#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::http::ws {

namespace {

constexpr std::uint8_t final_bit = 0x80, mask_bit = 0x80;
constexpr std::uint8_t size_in_2 = 126, size_in_8 = 127;

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

std::size_t size_bytes(std::uint8_t short_size) {
    return short_size == size_in_2 ? 2 : short_size == size_in_8 ? 8 : 0;
}

}  // namespace

std::size_t frame_head_size(std::string_view bytes) {
    if (bytes.size() < 2) return 2;
    const std::uint8_t second = byte_at(bytes, 1);
    return 2 + size_bytes(second & 0x7f) + (second & mask_bit ? 4 : 0);
}

std::size_t read_frame_head(std::string_view bytes, FrameHead& head) {
    const std::size_t whole = frame_head_size(bytes);
    if (bytes.size() < whole) return 0;
    const std::uint8_t first = byte_at(bytes, 0), second = byte_at(bytes, 1);
    head.final = (first & final_bit) != 0;
    head.reserved = first & (reserved_1 | reserved_2 | reserved_3);
    head.opcode = static_cast<Opcode>(first & 0x0f);
    head.size = second & 0x7f;
    head.longer_than_needed = false;
    std::size_t at = 2;
    if (const std::size_t count = size_bytes(second & 0x7f)) {
        head.size = 0;
        for (; at < 2 + count; ++at) head.size = head.size << 8 | byte_at(bytes, at);
        head.longer_than_needed = head.size < (count == 2 ? 126u : 65536u);
    }
    head.mask.reset();
    if (second & mask_bit) head.mask.emplace(bytes.data() + at);
    return whole;
}

void append_frame_head(ByteBuffer& out, const FrameHead& head) {
    char* const begin = out.prepare(max_frame_head);
    char* at = begin;
    const auto put = [&at](std::uint64_t value, int bytes) {
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) *at++ = static_cast<char>(value >> shift & 0xff);
    };
    put((head.final ? final_bit : 0u) | head.reserved | static_cast<std::uint8_t>(head.opcode), 1);
    const std::uint8_t masked = head.mask ? mask_bit : 0;
    if (head.size < size_in_2) {
        put(masked | head.size, 1);
    } else if (head.size <= 0xffff) {
        put(masked | size_in_2, 1);
        put(head.size, 2);
    } else {
        put(masked | size_in_8, 1);
        put(head.size, 8);
    }
    if (head.mask) {
        for (int shift = 0; shift < 32; shift += 8) *at++ = static_cast<char>(head.mask->key() >> shift & 0xff);
    }
    out.commit(static_cast<std::size_t>(at - begin));
}

void append_frame(ByteBuffer& out, FrameHead head, std::string_view payload) {
    head.size = payload.size();
    append_frame_head(out, head);
    if (!head.mask) return out.append(payload);
    head.mask->apply(out.prepare(payload.size()), payload.data(), payload.size());
    out.commit(payload.size());
}

// https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1
void append_close(ByteBuffer& out, const Close& close, std::optional<Mask> mask) {
    const std::string_view reason = utf8_prefix(close.reason, max_close_reason);
    char payload[max_control_payload];
    payload[0] = static_cast<char>(number(close.code) >> 8);
    payload[1] = static_cast<char>(number(close.code) & 0xff);
    if (!reason.empty()) std::memcpy(payload + 2, reason.data(), reason.size());
    const std::size_t size = close.code == CloseCode::none ? 0 : 2 + reason.size();
    append_frame(out, {.opcode = Opcode::close, .mask = mask}, {payload, size});
}

}  // namespace kaon::inline v0::http::ws
