/** What is shipped beside the program: manifests, images, bill of materials; held against the package that they run. */
package app.proca.notify.deploy;
