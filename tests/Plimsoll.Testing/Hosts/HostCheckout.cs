namespace Plimsoll.Testing.Hosts;

/// <summary>What a host's checkout leaves: HEAD on a branch or detached, remote branches, and seldom a remote HEAD.</summary>
public static class HostCheckout
{
    /// <summary>Clones anew and checks the run's commit out, as the host does.</summary>
    public static GitRepository Create(GitRepository origin, string host, HostRun run)
    {
        var checkout = origin.Clone();
        if (host is "git" or "Bitbucket" or "CircleCI")
        {
            checkout.Run(run.Branch is { } branch ? ["checkout", "--quiet", "-B", branch, run.Commit] : ["checkout", "--quiet", "--detach", run.Commit]);
            return checkout;
        }

        // The others fetch into an empty repository, which leaves no remote HEAD.
        if (run.IsMerge)
            checkout.Run("fetch", "--quiet", "origin", "+refs/pull/12/merge:refs/remotes/pull/12/merge");
        checkout.Run("remote", "set-head", "origin", "--delete");
        checkout.Run("checkout", "--quiet", "--detach", run.Commit);
        checkout.Run("branch", "--quiet", "--delete", "--force", "main");
        if (host is "GitHub Actions" or "TeamCity" && run.Branch is { } attached)
            checkout.Run("checkout", "--quiet", "-B", attached);
        return checkout;
    }
}
