using System.Collections.Concurrent;
using System.Text.Json;
using Plimsoll.Build.Execution;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build;

/// <summary>The properties of a project, as MSBuild evaluates them. An evaluation takes about a second, so that each asks for several.</summary>
internal sealed class ProjectProperties(AbsolutePath project)
{
    private static readonly string[] Usual =
        ["AssemblyName", "IsPackable", "IsTestProject", "OutputType", "PackageId", "TargetFramework", "TargetFrameworks", "Version"];

    private readonly Dictionary<string, string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    public string? Get(string name)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            throw BuildException.Usage($"'{name}' is not the name of a property.");
        lock (_lock)
        {
            if (!_known.TryGetValue(name, out var value))
            {
                Evaluate([.. Usual.Append(name).Distinct(StringComparer.OrdinalIgnoreCase)]);
                value = _known.GetValueOrDefault(name, "");
            }

            return value.Length > 0 ? value : null;
        }
    }

    private void Evaluate(IReadOnlyList<string> names)
    {
        var session = BuildSession.Current;
        var errors = new ConcurrentQueue<string>();
        var options = new ProcessOptions
        {
            CaptureOutput = true,
            LogOutput = false,
            LogInvocation = false,
            AllowAnyExitCode = true,
            TakeError = errors.Enqueue,
        };
        var result = session.Processes
            .RunAsync("dotnet", ["msbuild", project, "-nologo", $"-getProperty:{string.Join(',', names)}"], options, session.CancellationToken)
            .GetAwaiter().GetResult();
        if (result.ExitCode != 0)
            throw new BuildException(
                BuildExitCode.Failed,
                $"Project {project} cannot be evaluated: {string.Join(' ', errors.Concat(result.Output).Where(l => l.Length > 0).Take(3))}");

        using var json = JsonDocument.Parse(string.Join('\n', result.Output));
        foreach (var property in json.RootElement.GetProperty("Properties").EnumerateObject())
            _known[property.Name] = property.Value.GetString() ?? "";
    }
}
