/* The dice of demo data: splitmix64, the same everywhere. Never for secrets. */
#include "demo.h"

uint64_t dice_roll(struct dice *d, uint64_t below)
{
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % below;
}
