using System.CommandLine;
using System.CommandLine.Help;
using Plimsoll.Cli.Help;
using Plimsoll.Cli.Mistakes;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli;

/// <summary>The command: its verbs, and what an error of the user or the world looks like.</summary>
internal sealed class PlimsollCommand(CommandHost host)
{
    /// <summary>How long a verb may take to put things right after Ctrl+C.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromMinutes(2);

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        // Without a verb there is nothing to do but to say what there is; 'help tags' is what many type for 'tags --help'.
        string[] words = arguments switch { [] => ["--help"], ["help", .. var path] => [.. path, "--help"], _ => arguments };
        var parsed = CreateRoot(words).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (CommandLineMistake.Find(host, parsed, words) is { } mistake)
        {
            CreateDiagnostics(parsed).Error(mistake);
            return (int)ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = host.Out,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationTimeout,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            host.StatusLine.WriteAbove("interrupted");
            return (int)ExitCode.Interrupted;
        }
        catch (IOException exception) when (WriteFailure.IsDiskFull(exception))
        {
            CreateDiagnostics(parsed).Error(new PlimsollException(ErrorKind.Failed, exception.Message, "Free some disk space, or write to another disk. Standard input and compressed archives are buffered in the temporary folder (TMPDIR, or TMP on Windows).", exception));
            return (int)ExitCode.Failed;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CreateDiagnostics(parsed).Error(PlimsollException.Usage(exception.Message, "Check the path: it must exist, be a file or directory as required, and be accessible to this user.", exception));
            return (int)ExitCode.Usage;
        }
        catch (Exception exception)
        {
            CreateDiagnostics(parsed).Error(exception);
            return (int)ExitCodes.FromException(exception);
        }
        finally
        {
            host.StatusLine.Clear();
        }
    }

    /// <param name="arguments">The command line: only the verbs that it names are built, and all where it names none.</param>
    internal RootCommand CreateRoot(params IReadOnlyCollection<string> arguments)
    {
        var root = new RootCommand("Derive image tags from git, publish and promote container images, and check the images that files use");
        foreach (var command in VerbTable.Create(host, arguments))
            root.Add(command);
        foreach (var option in new Option[] { CommonOptions.Output, CommonOptions.Quiet, CommonOptions.Verbosity, CommonOptions.Directory, CommonOptions.Config, CommonOptions.Host, CommonOptions.All })
            root.Add(option);
        root.Options.OfType<HelpOption>().Single().Action = new HelpPageAction(host);
        return root;
    }

    private Diagnostics CreateDiagnostics(ParseResult parsed)
    {
        try
        {
            return new Diagnostics(host, CommonOptions.ParseVerbosity(parsed, host.Environment), HostSinks.Create(parsed.GetValue(CommonOptions.Host), host.Environment, host.StatusLine.WriteAbove));
        }
        catch (Exception exception) when (exception is PlimsollException or InvalidOperationException)
        {
            // What is mistyped may be one of these options.
            return new Diagnostics(host, OutputLevel.Normal, NoSink.Instance);
        }
    }
}
