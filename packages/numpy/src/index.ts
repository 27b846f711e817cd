import "@hyrax/cpu";
import "./array-methods.js";
