/** Keeps the rules of the house: each is one test whose name says it. */
package softac.architecture;
