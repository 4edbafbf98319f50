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
}
