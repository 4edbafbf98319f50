using System.Diagnostics;

namespace Plimsoll.Benchmarks.Measuring;

/// <summary>A command to measure.</summary>
/// <param name="Program">The program: a path, or a name on <c>PATH</c>.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Invocation(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>The folder that it runs in. The default <c>null</c> is that of this process.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables that it gets besides those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>A line of a shell, whose parameters <c>$1</c> and so on are the arguments.</summary>
    public static Invocation Shell(string line, params IReadOnlyList<string> arguments) => new("sh", ["-c", line, "sh", .. arguments]);

    /// <summary>The same command, started by a program that takes it as its last arguments.</summary>
    public Invocation Under(string program, params IReadOnlyList<string> arguments) => this with { Program = program, Arguments = [.. arguments, Program, .. Arguments] };

    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(Program, Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder ?? "" };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return start;
    }

    public override string ToString() => string.Join(' ', Arguments.Prepend(Program));
}
