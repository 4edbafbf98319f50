using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll diff</c>: what changed between two images.</summary>
internal sealed class DiffCommand
{
    private readonly Argument<string> _before = new("BEFORE") { Description = "First image: a reference, oci:PATH[:TAG], oci-archive:FILE, docker-archive:FILE, docker-daemon:NAME, dir:PATH, or a path" };
    private readonly Argument<string> _after = new("AFTER") { Description = "Second image" };
    private readonly Option<string> _platform = RegistryOptions.PlatformOption("Compare only this platform [default: all]");
    private readonly Option<bool> _detailedExitCode = new("--detailed-exitcode") { Description = $"Exit with {(int)ExitCode.ChangesPending} if the images differ, with 0 if not" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new DiffCommand();
        var command = new Command("diff", "Show what changed between two images: platforms, layers, sizes, settings") { verb._before, verb._after, verb._platform, verb._detailedExitCode };
        verb._registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, takesMarkdown: true), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var before = ImageLocation.Parse(parsed.GetRequiredValue(_before), session.Directory);
        var after = ImageLocation.Parse(parsed.GetRequiredValue(_after), session.Directory);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, after, before);
        var comparison = await plimsoll.CompareAsync(before, after, RegistryOptions.ParsePlatform(parsed, _platform), cancellationToken);

        if (session.IsJson)
            await session.Host.Out.WriteLineAsync(CliJson.Write(DiffResult.Create(comparison), CliJson.Default.DiffResult));
        else
            foreach (var line in session.IsMarkdown ? ComparisonMarkdown.Format(comparison) : ComparisonLines.Format(comparison, session.Host.TableStyle))
                await session.Host.Out.WriteLineAsync(line);
        return (int)(session.Has(_detailedExitCode) && comparison.HasChanges ? ExitCode.ChangesPending : ExitCode.Done);
    }
}
