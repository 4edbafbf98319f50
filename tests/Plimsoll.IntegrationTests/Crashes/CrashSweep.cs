using System.Diagnostics;
using Plimsoll.IntegrationTests.Faults;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>
/// Runs a command to its end, and then again and again, killed each time at another moment: of every file there is the content before
/// or the content of the whole run, and the same command afterwards completes what was begun.
/// </summary>
/// <param name="scenario">The command.</param>
internal sealed class CrashSweep(CrashScenario scenario) : IAsyncDisposable
{
    private const int Seed = 20260519;
    private const string Template = "crash/template";
    private const int MostParts = 20;

    /// <summary>How often a registry is looked at that may still be writing what it was sent last.</summary>
    private const int Looks = 50;

    private RegistryServer _server = null!;
    private FaultProxy _proxy = null!;
    private SortedDictionary<string, byte[]> _after = [];

    private StoredRepository Stored => new(_server.DataFolder, CrashScenario.Repository);

    /// <summary>Kills so many runs.</summary>
    public async Task<IReadOnlyList<CrashOutcome>> RunAsync(int rounds)
    {
        _server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = scenario.WithPassword });
        _proxy = FaultProxy.Start(_server.Host);
        using (var world = new CrashWorld())
        {
            await scenario.SeedAsync(world, _server.Host);
            if (Stored.ReadTags().Count > 0)
                Stored.CopyTo(Template);
        }

        var (requests, changes, time) = await RecordAsync();
        var outcomes = new List<CrashOutcome>();
        foreach (var point in Choose(requests, changes, time).Take(rounds))
            outcomes.Add(await KillAsync(point));

        // How fast a run is depends on the machine: one that asks no registry may have ended each time.
        for (var part = 2; part <= MostParts && !outcomes.Any(outcome => outcome.IsKilled); part++)
            outcomes.Add(await KillAsync(new KillPoint(KillEvent.Time, Math.Max(1, (int)time.TotalMilliseconds / part))));
        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>All kinds in turn, each over its range from the middle to both ends; of times any.</summary>
    private static IEnumerable<KillPoint> Choose(int requests, int changes, TimeSpan time)
    {
        var random = new Random(Seed);
        var requestNumbers = Spread(requests).GetEnumerator();
        var changeNumbers = Spread(changes).GetEnumerator();
        for (var round = 0; ; round++)
            switch (round % 5)
            {
                case 0 or 2 or 3 when requests > 0:
                    requestNumbers.MoveNext();
                    yield return new KillPoint((round % 5) switch { 0 => KillEvent.RequestHalfSent, 2 => KillEvent.RequestDone, _ => KillEvent.RequestLost }, requestNumbers.Current);
                    break;
                case 4:
                    yield return new KillPoint(KillEvent.Time, random.Next((int)time.TotalMilliseconds) + 1);
                    break;
                default:
                    changeNumbers.MoveNext();
                    yield return new KillPoint(KillEvent.FileChange, changeNumbers.Current);
                    break;
            }
    }

    /// <summary>Numbers from 1 to a greatest one, each gap halved before the next smaller one, and then again.</summary>
    private static IEnumerable<int> Spread(int greatest)
    {
        while (true)
            for (var step = 1; step < 2 * Math.Max(1, greatest); step *= 2)
                for (var part = 1; part <= step; part += 2)
                    yield return Math.Clamp((int)((long)Math.Max(1, greatest) * part / step), 1, Math.Max(1, greatest));
    }

    private async Task<(int Requests, int Changes, TimeSpan Time)> RecordAsync()
    {
        using var world = Prepare();
        _proxy.Clear();
        var changes = 0;
        using var watcher = Watch(world, () => Interlocked.Increment(ref changes));
        var watch = Stopwatch.StartNew();
        (await Start(world).WaitAsync()).AssertDone();
        var time = watch.Elapsed;
        _after = FileStates.Read(world);
        Assert.Null(FindProblem(world, isDone: true));
        return (_proxy.Requests.Count, changes, time);
    }

    private async Task<CrashOutcome> KillAsync(KillPoint point)
    {
        using var world = Prepare();
        var before = FileStates.Read(world);
        var started = new TaskCompletionSource<CrashProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        _proxy.Hold = request => started.Task;
        _proxy.Decide = request =>
        {
            if (point.Event > KillEvent.RequestDone || Interlocked.Increment(ref count) != point.Number)
                return Fault.None;
            started.Task.Result.Kill();
            return point.Event switch
            {
                KillEvent.RequestLost => Fault.BeforeRequest,
                KillEvent.RequestHalfSent when request.HasBody => Fault.InsideBody,
                _ => Fault.BeforeAnswer,
            };
        };
        CrashResult killed;
        using (point.Event == KillEvent.FileChange ? Watch(world, () => { if (Interlocked.Increment(ref count) == point.Number) started.Task.Result.Kill(); }) : null)
        {
            var process = Start(world);
            started.SetResult(process);
            if (point.Event == KillEvent.Time)
            {
                await Task.Delay(point.Number);
                process.Kill();
            }

            killed = await process.WaitAsync();
        }

        _proxy.Decide = _ => Fault.None;
        var isKilled = killed.ExitCode == 137;
        var problem = isKilled || killed.ExitCode == 0 ? FindTorn(world, before) ?? await FindLastingProblemAsync(world) : $"exit code {killed.ExitCode}\n{killed.Error}";
        var again = await Start(world).WaitAsync();
        problem ??= again.ExitCode != 0 ? $"the next run ended with {again.ExitCode}\n{again.Error}" : FindMissing(world) ?? FindProblem(world, isDone: true);
        return new CrashOutcome(point, isKilled, problem);
    }

    private CrashWorld Prepare()
    {
        var folder = Path.Combine(_server.DataFolder, "docker/registry/v2/repositories", CrashScenario.Repository);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var template = new StoredRepository(_server.DataFolder, Template);
        if (template.ReadTags().Count > 0)
            template.CopyTo(CrashScenario.Repository);
        var world = new CrashWorld();
        scenario.Prepare(world, _proxy.Host);
        return world;
    }

    private CrashProcess Start(CrashWorld world) => CrashProcess.Start(world, scenario.Input, scenario.Arguments(_proxy.Host));

    private static FileSystemWatcher Watch(CrashWorld world, Action changed)
    {
        var watcher = new FileSystemWatcher(world.Root) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite };
        watcher.Created += (_, _) => changed();
        watcher.Changed += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private async Task<string?> FindLastingProblemAsync(CrashWorld world)
    {
        var problem = FindProblem(world, isDone: false);
        for (var look = 1; problem is not null && look < Looks; look++)
        {
            await Task.Delay(100);
            problem = FindProblem(world, isDone: false);
        }

        return problem;
    }

    private string? FindProblem(CrashWorld world, bool isDone) => scenario.FindProblem(world, Stored, isDone);

    private string? FindTorn(CrashWorld world, SortedDictionary<string, byte[]> before)
    {
        var now = FileStates.Read(world);
        foreach (var (file, content) in now.Where(file => !FileStates.IsOfNoInterest(file.Key) && scenario.IsExact(file.Key)))
            if (!IsContent(before, file, content) && !IsContent(_after, file, content))
                return $"{file} is neither as it was nor as it is to be: {content.Length} bytes";
        return before.Keys.Where(file => !now.ContainsKey(file) && _after.ContainsKey(file) && !FileStates.IsOfNoInterest(file)).Select(file => $"{file} is gone").FirstOrDefault();
    }

    private string? FindMissing(CrashWorld world)
    {
        var now = FileStates.Read(world);
        foreach (var (file, content) in _after.Where(file => !FileStates.IsOfNoInterest(file.Key) && scenario.IsExact(file.Key)))
            if (!IsContent(now, file, content))
                return $"{file} is {(now.ContainsKey(file) ? "not as it is to be" : "missing")} after the next run";
        return FileStates.FindTemporary(world).Select(file => $"{file} was left by the next run too").FirstOrDefault();
    }

    private static bool IsContent(SortedDictionary<string, byte[]> states, string file, byte[] content) => states.TryGetValue(file, out var other) && content.AsSpan().SequenceEqual(other);
}
