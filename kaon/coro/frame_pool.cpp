// The per-thread free lists of coroutine frames.
#include "kaon/coro/frame_pool.hpp"

#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define KAON_NO_FRAME_POOL
#endif
#endif

namespace kaon::inline v0::detail {

#ifdef KAON_NO_FRAME_POOL

void* allocate_frame(std::size_t size) { return ::operator new(size); }
void free_frame(void* frame, std::size_t) noexcept { ::operator delete(frame); }

#else

namespace {

constexpr std::size_t class_shift = 6;
constexpr std::size_t classes = 32;
constexpr std::size_t kept_bytes_per_class = 64 * 1024;

struct FreeFrame {
    FreeFrame* next;
};

struct Pool {
    struct Bin {
        FreeFrame* first = nullptr;
        std::size_t kept = 0;  // bytes
    };
    Bin bins[classes];

    ~Pool() {
        for (Bin& bin : bins) {
            while (FreeFrame* frame = bin.first) {
                bin.first = frame->next;
                ::operator delete(frame);
            }
            bin.kept = kept_bytes_per_class;  // a frame freed after this goes straight to the allocator
        }
    }
};

thread_local Pool pool;

}  // namespace

void* allocate_frame(std::size_t size) {
    const std::size_t index = (size - 1) >> class_shift;
    if (index >= classes) return ::operator new(size);
    Pool::Bin& bin = pool.bins[index];
    if (FreeFrame* frame = bin.first) {
        bin.first = frame->next;
        bin.kept -= (index + 1) << class_shift;
        return frame;
    }
    return ::operator new((index + 1) << class_shift);
}

void free_frame(void* frame, std::size_t size) noexcept {
    const std::size_t index = (size - 1) >> class_shift;
    if (index >= classes) return ::operator delete(frame);
    Pool::Bin& bin = pool.bins[index];
    const std::size_t kept = bin.kept + ((index + 1) << class_shift);
    if (kept > kept_bytes_per_class) return ::operator delete(frame);
    auto* free = static_cast<FreeFrame*>(frame);
    free->next = bin.first;
    bin.first = free;
    bin.kept = kept;
}

#endif

}  // namespace kaon::inline v0::detail
