/** How many connections a router carries and holds, and in how much memory: {@code Crowd} comes through it to a {@code Greeter}. */
package dev.understudy.bench.capacity;
