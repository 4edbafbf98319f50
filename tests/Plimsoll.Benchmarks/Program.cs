using Plimsoll.Benchmarks;
using Plimsoll.Benchmarks.Reports;

BenchmarkSettings settings;
try
{
    settings = BenchmarkSettings.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 2;
}

Directory.CreateDirectory(settings.Output);
var machine = await Machine.ObserveAsync();
var isComplete = !settings.RunsCommands || await CommandBenchmarks.RunAsync(settings, machine);
if (settings.RunsParts)
    PartBenchmarks.Run(settings, machine);
return isComplete ? 0 : 1;
