using Plimsoll.Oci;
using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy;

/// <summary>Checks the images that deployment files use. It only reads files, unless it is given a resolver: no network, no process, no environment variable.</summary>
public static class PolicyChecker
{
    /// <summary>
    /// Checks files and folders. A folder is searched with all below it, without <c>.git</c>, <c>node_modules</c>,
    /// <c>bin</c>, <c>obj</c> and <c>artifacts</c>; symbolic links are followed where they stay inside it. A file that
    /// cannot be read is a finding, and the rest goes on. Files above 10 MiB are not read.
    /// </summary>
    /// <param name="paths">Files and folders, absolute or relative to <paramref name="baseDirectory"/>; none means that directory itself, unless there is an input.</param>
    /// <param name="policy">What is allowed.</param>
    /// <param name="baseDirectory">An absolute path; reported paths are relative to it.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellationToken">Ends the check early.</param>
    /// <returns>Findings and images in a stable order: findings of production first, then the most severe; all by path (ordinal), then by position.</returns>
    /// <exception cref="PlimsollException">A path does not exist, or the name of the input is not that of a file (exit code 2).</exception>
    public static async Task<CheckResult> CheckAsync(IReadOnlyList<string> paths, ImagePolicy policy, string baseDirectory, CheckOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentException.ThrowIfNullOrEmpty(baseDirectory);
        options ??= new CheckOptions();
        if (options is { Input: not null, Earlier: not null })
            throw new ArgumentException("An input has no earlier version to compare with.", nameof(options));
        var check = new PolicyCheck(policy, Path.GetFullPath(baseDirectory), options);
        await Task.Run(() => check.Scan(paths.Count == 0 && options.Input is null ? ["."] : paths, cancellationToken), cancellationToken);
        if (options.Resolver is { } resolver)
            await check.LookUpAsync(resolver, cancellationToken);
        return check.Evaluate();
    }
}
