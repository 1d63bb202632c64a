using BenchmarkDotNet.Running;
using Clearance.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(AssessmentBenchmarks).Assembly).Run(args);
