using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Publishing;

/// <summary>A git branch that is to hold the planned changes of deployment files, as one commit on top of HEAD.</summary>
public sealed class DeploymentBranch
{
    private readonly PlimsollHost _host;
    private readonly NewBranch _branch;

    private DeploymentBranch(PlimsollHost host, NewBranch branch) => (_host, _branch) = (host, branch);

    /// <summary>The branch's name.</summary>
    public string Name => _branch.Name;

    /// <summary>Plans the branch, and finds what would keep it from being made. Nothing is written.</summary>
    /// <param name="host">Folder and environment.</param>
    /// <param name="name">The branch's name.</param>
    /// <param name="plan">The changes.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <exception cref="PlimsollException">The branch exists (exit code 5); the name is not valid, a file is not committed as it is, or there is no git or repository (2).</exception>
    public static async Task<DeploymentBranch> PlanAsync(PlimsollHost host, string name, PinPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(plan);
        var branch = new NewBranch(name, [.. plan.Files.Select(file => new BranchFile(file.Planned.Key, file.Planned.Value))]);
        await new GitBranchWriter(host.Environment).CheckAsync(host.Directory, branch, cancellationToken);
        return new DeploymentBranch(host, branch);
    }

    /// <summary>Makes the branch. The working tree, the index and HEAD stay as they are; nothing is pushed.</summary>
    /// <param name="message">The message of the commit.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The id of the commit.</returns>
    /// <exception cref="PlimsollException">As for <see cref="PlanAsync"/>, or git cannot commit (exit code 2).</exception>
    public Task<string> WriteAsync(string message, CancellationToken cancellationToken = default) =>
        new GitBranchWriter(_host.Environment).WriteAsync(_host.Directory, _branch, message, cancellationToken);
}
