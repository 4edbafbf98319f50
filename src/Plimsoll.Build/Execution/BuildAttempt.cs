using System.Security.Cryptography;
using System.Text;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Execution;

/// <summary>
/// What succeeded in this run, kept in a file until the whole run has, so that a later run can resume it. The first lines of the file say
/// what the run was: only one that is the same resumes it. The others are names of targets; one that was not written to its end does not
/// count.
/// </summary>
internal sealed class BuildAttempt
{
    public const string RelativePath = ".nuke/temp/build-attempt.log";

    private readonly string _path;
    private readonly Lazy<IReadOnlyList<(string Name, string Value)>> _invocation;
    private readonly BuildLog _log;
    private bool _begun;

    /// <summary>Creates what records a run of a plan.</summary>
    /// <param name="session">The run.</param>
    /// <param name="skip">The names given to <c>--skip</c>, or <c>null</c>.</param>
    public BuildAttempt(BuildSession session, IReadOnlyList<string>? skip)
    {
        _path = session.Root / RelativePath;
        _invocation = new Lazy<IReadOnlyList<(string Name, string Value)>>(() => Describe(session, skip));
        _log = session.Log;
    }

    /// <summary>
    /// Skips the targets that succeeded in the last run, where that was the same and did not end well; else says why not. A target that runs even
    /// after a failure cleans up: it runs again, and so does what triggers it, which prepares what it removes, and what depends on a target that runs.
    /// </summary>
    public void Resume(ExecutionPlan plan)
    {
        if (!File.Exists(_path))
        {
            _log.Information("There is no run to continue: the last one succeeded, or none of its targets did. All targets run.");
            return;
        }

        if (GetChanges(ReadLines()) is not { Count: > 0 } changes)
        {
            _begun = true;
            SkipSucceeded(plan);
            return;
        }

        var what = changes.Count == _invocation.Value.Count ? $"{RelativePath} is not a record of it" : $"this one has not the same {string.Join(" or ", changes)}";
        _log.Warning($"The last run cannot be continued: {what}. All targets run.");
        Forget();
    }

    /// <summary>Skips the same targets in a plan that does not run.</summary>
    public void Preview(ExecutionPlan plan)
    {
        if (File.Exists(_path) && GetChanges(ReadLines()).Count == 0)
            SkipSucceeded(plan);
    }

    /// <summary>Forgets the last run, because this one is not to resume it.</summary>
    public void Forget() => Try(() => File.Delete(_path));

    /// <summary>Records that a target succeeded.</summary>
    public void Record(ExecutableTarget target) => Try(() =>
    {
        if (!_begun)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(_path, string.Concat(_invocation.Value.Select(entry => Line(entry) + "\n")));
            _begun = true;
        }

        File.AppendAllText(_path, target.Name + "\n");
    });

    /// <summary>Says what a run is. It looks at all files of the build, so that a run asks only once it has something to record or resume.</summary>
    private static IReadOnlyList<(string Name, string Value)> Describe(BuildSession session, IReadOnlyList<string>? skip) =>
    [
        ("targets", string.Join(' ', session.Plan.Invoked.Select(t => t.Name).Order(StringComparer.Ordinal))),
        ("skipped targets", skip is null ? "-" : string.Join(' ', skip.Select(ParameterName.GetKey).Order(StringComparer.Ordinal))),
        ("partition", session.Partition.ToString()),
        ("host", session.RunsOn.ToString()),
        ("parameters", Hash(session.Values.Given.SelectMany(pair => (string[])[pair.Key, pair.Value]))),
        ("compiled build", Hash(Stamps(session))),
    ];

    /// <summary>What of the invocation is not as in the lines of the last run.</summary>
    private List<string> GetChanges(List<string> lines) =>
        [.. _invocation.Value.Where((entry, i) => i >= lines.Count || lines[i] != Line(entry)).Select(entry => entry.Name)];

    private void SkipSucceeded(ExecutionPlan plan)
    {
        var succeeded = ReadLines().Skip(_invocation.Value.Count).ToHashSet();
        var again = new HashSet<ExecutableTarget>();

        // In the order of the plan, so that what becomes of dependencies is known. A group has nothing to do itself, and is not recorded.
        foreach (var target in plan.Targets.Where(t => t.Status == ExecutionStatus.Scheduled))
        {
            var follows = target.Dependencies.Exists(again.Contains);
            if (!follows && succeeded.Contains(target.Name) && !CleansUp(target))
            {
                target.Status = ExecutionStatus.Skipped;
                target.SkipReason = "succeeded in the last run";
            }
            else if (follows || !target.IsGroup)
            {
                again.Add(target);
            }
        }
    }

    private static bool CleansUp(ExecutableTarget target) =>
        target.Definition.IsAssuredAfterFailure || target.Triggered.Exists(t => t.Definition.IsAssuredAfterFailure);

    private static string Line((string Name, string Value) entry) => $"{entry.Name}: {entry.Value}";

    /// <summary>Names, sizes and times of what is compiled, so that nothing has to be read.</summary>
    private static IEnumerable<string> Stamps(BuildSession session)
    {
        if (session.BuildType is { } type)
            yield return type.Module.ModuleVersionId.ToString();
        var folder = new DirectoryInfo(session.Host.BuildDirectory);
        foreach (var file in folder.Exists ? folder.GetFiles("*.dll").OrderBy(f => f.Name, StringComparer.Ordinal) : Enumerable.Empty<FileInfo>())
            yield return $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}";
    }

    private static string Hash(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private List<string> ReadLines()
    {
        try
        {
            var text = SmallFile.Read(AbsolutePath.Create(_path), RelativePath);
            return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        }
        catch (BuildException exception)
        {
            _log.Debug(exception.Message);
            return [];
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A read-only checkout still builds; only no later run can resume it.
            _log.Debug($"{RelativePath} was not written: {exception.Message}");
        }
    }
}
