import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `vite build web` writes the pages to web/dist; the box serves them, and CloudFront on AWS. */
export default defineConfig({
  plugins: [react()],
  build: { target: "es2022", outDir: "dist", emptyOutDir: true, chunkSizeWarningLimit: 400 },
});
