// The frame pool: reuse, sizes beyond its classes, frames that move between threads.
#include <cstring>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "kaon/coro/frame_pool.hpp"

using kaon::detail::allocate_frame, kaon::detail::free_frame;

TEST(frame_pool, serves_every_size_and_takes_it_back) {
    for (std::size_t size : {1u, 63u, 64u, 65u, 2048u, 2049u, 100'000u}) {
        for (int i = 0; i < 3; ++i) {
            void* frame = allocate_frame(size);
            std::memset(frame, 0xab, size);
            free_frame(frame, size);
        }
    }
}

TEST(frame_pool, takes_back_frames_that_were_made_on_another_thread) {
    std::vector<void*> frames;
    std::thread maker([&] {
        for (int i = 0; i < 10'000; ++i) frames.push_back(allocate_frame(100));
    });
    maker.join();
    std::thread taker([&] {
        for (void* frame : frames) free_frame(frame, 100);
        void* again = allocate_frame(100);
        free_frame(again, 100);
    });
    taker.join();
}
