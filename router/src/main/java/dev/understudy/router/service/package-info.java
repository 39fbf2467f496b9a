/** The instances of a service, whatever is spoken with them: who they are, and how one of them is chosen. */
@NullMarked
package dev.understudy.router.service;

import org.jspecify.annotations.NullMarked;
