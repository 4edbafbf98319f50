using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>The version of the commit that is checked out, whatever is changed in the working tree.</summary>
/// <param name="Context">The repository and the CI run.</param>
/// <param name="Calculated">The version.</param>
internal sealed record CommitVersion(BuildContext Context, CalculatedVersion Calculated)
{
    /// <summary>Calculates it by given settings, else those of the environment, else those of the configuration.</summary>
    /// <exception cref="PlimsollException">There is no repository or no commit, the clone is shallow, or a setting is not valid (exit code 2).</exception>
    public static CommitVersion Calculate(PlimsollHost host, VersionSettings given)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(given);
        var context = host.Observer.Observe(host.Directory, deployTo: null, date: null);
        if (context.Repository.IsShallow)
            throw ShallowHistory.Error(context.Repository.Root);
        var options = given.Or(VersionVariables.Read(host.Environment)).Or(host.Configuration.Version).ToOptions() with { IgnoreTags = host.Configuration.Tags.IgnoreTags };
        return new CommitVersion(context, ComponentVersion.Calculate(context.Repository.History, null, options).Calculated);
    }
}
