using System.Reflection;
using System.Text;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli;

/// <summary>The world as the command sees it: the one place that touches process, console, environment and clock.</summary>
internal sealed record CommandHost
{
    private StatusLine? _statusLine;

    /// <summary>stdout: the result.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Opens stdout for a result that is not text, or must not be changed by an encoding; nothing else may be written then.</summary>
    public Func<Stream> OpenRawOutput { get; init; } = () => Stream.Null;

    /// <summary>stderr: diagnostics.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens stdin, when it is first read; empty unless given.</summary>
    public Func<TextReader> OpenInput { get; init; } = () => TextReader.Null;

    /// <summary>stdin.</summary>
    public TextReader In => OpenInput();

    /// <summary>Opens stdin for content that is not text yet; empty unless given.</summary>
    public Func<Stream> OpenRawInput { get; init; } = () => Stream.Null;

    /// <summary>Whether stdin is a terminal, on which nobody means to type a file.</summary>
    public bool IsInputTerminal => ReadSecret is not null;

    /// <summary>Reads a line from the terminal without showing it; <c>null</c> where there is no terminal to ask.</summary>
    public Func<string?>? ReadSecret { get; init; }

    /// <summary>The environment variables; empty ones count as absent.</summary>
    public required Func<string, string?> Environment { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>The working directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Whether stdout is a terminal, for colours and excerpts.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether stderr is a terminal, for progress.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>How many characters a line of the terminal has, or <c>null</c>; asked for only where it matters.</summary>
    public Func<int?> TerminalWidth { get; init; } = () => null;

    /// <summary>The width of stdout, or <c>null</c> where it is not a terminal.</summary>
    public int? OutputWidth => IsOutputTerminal ? TerminalWidth() : null;

    /// <summary>The line of stderr that shows progress.</summary>
    public StatusLine StatusLine => LazyInitializer.EnsureInitialized(ref _statusLine, () => new StatusLine(Error, TerminalWidth));

    /// <summary>Whether progress may be rewritten in place: on a terminal that can, and in no CI job, whose log keeps every state.</summary>
    public bool RewritesLines =>
        IsErrorTerminal
        && Environment("TERM") != "dumb"
        && Environment("CI") is null or "false"
        && Environment("TF_BUILD") is null;

    /// <summary>The version of the command.</summary>
    public static string Version { get; } =
        typeof(CommandHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>The world of this process.</summary>
    /// <exception cref="PlimsollException">The working directory is not there (exit code 2).</exception>
    public static CommandHost ForProcess() => new()
    {
        Out = OpenOutput(),
        OpenRawOutput = () => StandardOutput.Open(isWhole: true),
        Error = StandardOutput.HasError ? Console.Error : TextWriter.Null,
        Environment = name => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        Clock = TimeProvider.System,
        Directory = FindDirectory(),
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        OpenInput = () => Console.In,
        OpenRawInput = () => new InterruptibleStream(Console.OpenStandardInput()),
        TerminalWidth = () => Console.WindowWidth is > 0 and var width ? width : null,
        ReadSecret = Console.IsInputRedirected ? null : ReadSecretFromConsole,
    };

    /// <summary>
    /// stdout. With the first bytes that .NET writes to a terminal it switches the cursor keys to another mode, which nothing
    /// here needs and which ends up in recordings. It does not know how where it does not know the terminal.
    /// </summary>
    private static TextWriter OpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.Out;

        if (!Console.IsOutputRedirected)
        {
            var terminal = System.Environment.GetEnvironmentVariable("TERM");
            System.Environment.SetEnvironmentVariable("TERM", null);
            using (var output = Console.OpenStandardOutput())
                output.Write([]);
            System.Environment.SetEnvironmentVariable("TERM", terminal);
        }

        return TextWriter.Synchronized(new StreamWriter(StandardOutput.Open(isWhole: false), Console.OutputEncoding) { AutoFlush = true });
    }

    private static string FindDirectory()
    {
        try
        {
            return System.Environment.CurrentDirectory;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage("The working directory cannot be read: it was deleted, or this user may not see it.", "Change to another one: cd \"$HOME\"", exception);
        }
    }

    private static string? ReadSecretFromConsole()
    {
        var text = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
                return text.ToString();
            if (key.Key == ConsoleKey.Backspace)
                text.Length = Math.Max(0, text.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                text.Append(key.KeyChar);
        }
    }

    /// <summary>Whether colours are wanted on stdout: no-color.org, FORCE_COLOR, and no dumb terminal.</summary>
    public bool UseColor => WantsColor(IsOutputTerminal);

    /// <summary>Whether colours are wanted on stderr.</summary>
    public bool UseErrorColor => WantsColor(IsErrorTerminal);

    /// <summary>How tables are shown on stdout.</summary>
    public TableStyle TableStyle => new(OutputWidth, UseColor);

    private bool WantsColor(bool isTerminal) =>
        Environment("NO_COLOR") is null
        && (Environment("FORCE_COLOR") is { } forced ? forced != "0" : isTerminal && Environment("TERM") != "dumb");
}
