// Storage of Headers: fields inline until there are more than six, copied text in chunks that never move.
#include "kaon/http/headers.hpp"

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "kaon/base/ascii.hpp"
#include "kaon/http/h1/scan.hpp"

namespace kaon::inline v0::http {

namespace {

template <class Word>
Word load(const char* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Lowers the ASCII letters of all bytes of a word at once; other bytes stay.
template <class Word>
constexpr Word lowered(Word word) {
    constexpr Word ones = static_cast<Word>(~Word{0}) / 0xff;
    const Word low = word & (ones * 0x7f);
    const Word from_a = low + ones * (0x80 - 'A');
    const Word above_z = low + ones * (0x7f - 'Z');
    const Word upper = (from_a ^ above_z) & ~word & (ones * 0x80);
    return word | (upper >> 2);
}
static_assert(lowered<std::uint32_t>(0x405a415b) == 0x407a615b);

template <class Word>
bool same(const char* a, const char* b) {
    return lowered(load<Word>(a)) == lowered(load<Word>(b));
}

constexpr auto token_chars = [] {
    struct {
        bool yes[256]{};
    } table;
    for (int c = 0; c < 256; ++c) table.yes[c] = is_token_char(static_cast<char>(c));
    return table;
}();

// What the constexpr functions say, for text that is known at run time only.
bool is_good(std::string_view value) {
    const char* const end = value.data() + value.size();
    return h1::detail::find_stop<h1::detail::Stop::value>(value.data(), value.data(), end) == end;
}
bool is_good(std::string_view name, std::string_view value) {
    for (char c : name) {
        if (!token_chars.yes[static_cast<unsigned char>(c)]) return false;
    }
    return !name.empty() && is_good(value);
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    const std::size_t size = a.size();
    if (size != b.size()) return false;
    const char* x = a.data();
    const char* y = b.data();
    if (size >= 8) {
        for (std::size_t i = 0; i + 8 < size; i += 8) {
            if (!same<std::uint64_t>(x + i, y + i)) return false;
        }
        return same<std::uint64_t>(x + size - 8, y + size - 8);
    }
    if (size >= 4) return same<std::uint32_t>(x, y) && same<std::uint32_t>(x + size - 4, y + size - 4);
    for (std::size_t i = 0; i < size; ++i) {
        if (ascii::lower(x[i]) != ascii::lower(y[i])) return false;
    }
    return true;
}

// The newest chunk is the first of the list; the text follows the header.
struct Headers::Chunk {
    Chunk* older;
    std::size_t used;
    std::size_t capacity;

    char* text() { return reinterpret_cast<char*>(this + 1); }
    static void free_all(Chunk* chunk) {
        while (chunk) std::free(std::exchange(chunk, chunk->older));
    }
    static constexpr std::size_t allocated_first = 256;
};

void Headers::free_memory() {
    std::free(std::exchange(heap_, nullptr));
    drop_copies();
}

Headers Headers::copy() const {
    Headers copy;
    for (const Field& field : *this) {
        const std::string_view name = copy.keep(field.name);
        copy.borrow(name, copy.keep(field.value));
    }
    copy.broken_ = broken_;
    return copy;
}

const Headers::Field* Headers::find(std::string_view name) const {
    for (const Field& field : *this) {
        if (field.name.size() == name.size() && equals_ignoring_case(field.name, name)) return &field;
    }
    return nullptr;
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
    const Field* field = find(name);
    if (!field) return std::nullopt;
    return field->value;
}

void Headers::set(FieldName name, StaticFieldValue value) {
    remove(name.view());
    borrow(name.view(), value.view());
}

// The copy before the old fields go: `value` may be of one of them.
void Headers::set_value(FieldName name, std::string_view value) {
    if (!is_good(value)) {
        broken_ = true;
        return;
    }
    const std::string_view kept = keep(value);
    remove(name.view());
    borrow(name.view(), kept);
}

void Headers::append_value(FieldName name, std::string_view value) {
    if (!is_good(value)) {
        broken_ = true;
        return;
    }
    borrow(name.view(), keep(value));
}

void Headers::set_copy(std::string_view name, std::string_view value) {
    if (!is_good(name, value)) {
        broken_ = true;
        return;
    }
    // Copied before the old fields go: `value` may be one of them.
    const std::string_view kept_name = keep(name);
    const std::string_view kept_value = keep(value);
    remove(kept_name);
    borrow(kept_name, kept_value);
}

void Headers::append_copy(std::string_view name, std::string_view value) {
    if (!is_good(name, value)) {
        broken_ = true;
        return;
    }
    const std::string_view kept = keep(name);
    borrow(kept, keep(value));
}

void Headers::borrow_instead(std::string_view name, std::string_view value) {
    fields()[find(name) - fields()].value = value;
}

void Headers::remove(std::string_view name) {
    Field* const all = fields();
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < size_; ++i) {
        if (all[i].name.size() == name.size() && equals_ignoring_case(all[i].name, name)) continue;
        if (kept != i) all[kept] = all[i];
        ++kept;
    }
    size_ = kept;
}

// The messages of a connection follow each other in the same Headers: a chunk of the first size is kept for the next.
void Headers::forget_copies() {
    if (chunks_->older || sizeof(Chunk) + chunks_->capacity > Chunk::allocated_first) return drop_copies();
    chunks_->used = 0;
}

void Headers::drop_copies() { Chunk::free_all(std::exchange(chunks_, nullptr)); }

std::string_view Headers::keep(std::string_view text) {
    if (text.empty()) return {};
    if (!chunks_ || chunks_->capacity - chunks_->used < text.size()) {
        constexpr std::size_t first = Chunk::allocated_first - sizeof(Chunk);
        std::size_t capacity = chunks_ ? chunks_->capacity * 2 + sizeof(Chunk) : first;
        if (capacity > 16 * 1024) capacity = 16 * 1024;
        if (capacity < text.size()) capacity = text.size();
        void* memory = std::malloc(sizeof(Chunk) + capacity);
        if (!memory) throw std::bad_alloc();
        chunks_ = new (memory) Chunk{.older = chunks_, .used = 0, .capacity = capacity};
    }
    char* at = chunks_->text() + chunks_->used;
    std::memcpy(at, text.data(), text.size());
    chunks_->used += text.size();
    return {at, text.size()};
}

void Headers::grow() {
    const std::uint32_t wanted = capacity_ * 4;
    if (wanted < capacity_) throw std::bad_alloc();
    auto* grown = static_cast<Field*>(std::malloc(wanted * sizeof(Field)));
    if (!grown) throw std::bad_alloc();
    std::memcpy(static_cast<void*>(grown), fields(), size_ * sizeof(Field));
    std::free(heap_);
    heap_ = grown;
    capacity_ = wanted;
}

}  // namespace kaon::inline v0::http
