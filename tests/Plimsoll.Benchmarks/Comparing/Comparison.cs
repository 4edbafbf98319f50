using Plimsoll.Benchmarks.Measuring;

namespace Plimsoll.Benchmarks.Comparing;

/// <summary>Runs the commands of a scenario in turns (A B C, A B C, …), each once before to warm up and to be observed.</summary>
internal static class Comparison
{
    public static async Task<ScenarioResult> RunAsync(Scenario scenario, Workbench workbench, int runs)
    {
        var contenders = await scenario.PrepareAsync(workbench);
        var observations = new List<Observation>();
        var samples = contenders.Select(_ => new List<Sample>()).ToList();
        var number = 0;
        foreach (var contender in contenders)
            observations.Add(await ObserveAsync(contender, ++number));
        for (var turn = 0; turn < runs; turn++)
            for (var i = 0; i < contenders.Count; i++)
                samples[i].Add(await TimeAsync(contenders[i], ++number));

        var results = contenders.Select((contender, i) => new ContenderResult(contender.Name, contender.WorksElsewhere, samples[i], observations[i]) { IsLimit = contender.IsLimit }).ToList();
        return new ScenarioResult(scenario.Group, scenario.Name, results, [.. scenario.Targets.Select(target => target.Evaluate(results))]);
    }

    private static async Task<Observation> ObserveAsync(Contender contender, int number)
    {
        await using var trial = new Trial(number, isObserved: true);
        var memory = await CommandRunner.RunForMemoryAsync(await contender.PrepareAsync(trial));
        return new Observation(contender.WorksElsewhere ? null : memory, trial.Requests, trial.Writes, trial.OutputBytes?.Invoke());
    }

    private static async Task<Sample> TimeAsync(Contender contender, int number)
    {
        await using var trial = new Trial(number, isObserved: false);
        return await CommandRunner.RunAsync(await contender.PrepareAsync(trial));
    }
}
