using Plimsoll.Oci;

namespace Plimsoll.Policy.Pinning;

/// <summary>Tells which commits the tags and branches of the repositories of actions name. Safe for concurrent use.</summary>
internal interface IActionSource
{
    /// <summary>Whether somebody said where actions without an address come from, rather than that it is assumed to be GitHub.</summary>
    bool IsServerGiven { get; }

    /// <summary>All tags and branches of a repository.</summary>
    /// <param name="action">An action in it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There is no such repository (exit code 6), it cannot be read without credentials (4), or its server does not answer (7).</exception>
    Task<ActionVersions> ListAsync(ActionReference action, CancellationToken cancellationToken);

    /// <summary>When a commit was made, by its own word; <c>null</c> where nothing tells it.</summary>
    /// <param name="action">An action in the repository.</param>
    /// <param name="commit">The whole id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">As for <see cref="ListAsync"/>.</exception>
    Task<DateTimeOffset?> FindDateAsync(ActionReference action, string commit, CancellationToken cancellationToken);
}
