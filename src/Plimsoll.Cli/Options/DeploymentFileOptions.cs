using System.CommandLine;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Options;

/// <summary>The options that write what was promoted into deployment files.</summary>
internal sealed class DeploymentFileOptions
{
    private readonly Option<string[]> _write = new("--write")
    {
        Description = "Then write version and digest into this file or folder, wherever it uses the image [default: the files of the environment in plimsoll.yml]; repeatable",
        HelpName = "PATH",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _branch = new("--branch") { Description = "Commit the files to a new branch at HEAD and leave the working tree as it is", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Add(_write);
        command.Add(_branch);
    }

    /// <summary>Plans the changes; <c>null</c> where none are asked for.</summary>
    public async Task<DeploymentFiles?> PlanAsync(CommandSession session, ParseResult parsed, PlimsollHost plimsoll, EnvironmentPlan plan, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(_branch);
        if (parsed.GetResult(_write) is null)
            return name is null ? null : throw PlimsollException.Usage("--branch needs --write.", "To commit the files of the environment to a branch: --write --branch NAME");

        var paths = parsed.GetValue(_write) ?? [];
        var files = await plimsoll.PlanPinsAsync(
            new PinRequest
            {
                Paths = [.. paths.Select(path => Path.GetFullPath(path, session.Host.Directory))],
                Environment = paths.Length == 0 ? plan.Environment : null,
                Targets = DeploymentTargets.FromPlan(plan),
            },
            cancellationToken);
        return new DeploymentFiles(files, name is null || files.Files.Count == 0 ? null : await DeploymentBranch.PlanAsync(plimsoll, name, files, cancellationToken));
    }
}
