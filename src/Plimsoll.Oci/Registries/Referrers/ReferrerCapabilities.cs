using System.Collections.Concurrent;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries.Referrers;

/// <summary>What one registry's answers taught about referrers. May be used by many requests at once.</summary>
internal sealed class ReferrerCapabilities
{
    private readonly ConcurrentDictionary<(string Repository, Digest Subject), SemaphoreSlim> _locks = new();
    private volatile int _hasApi;

    /// <summary>Whether the registry lists referrers itself; <c>null</c> where that is not known.</summary>
    public bool? HasApi
    {
        get => _hasApi == 0 ? null : _hasApi > 0;
        set => _hasApi = value switch { null => 0, true => 1, false => -1 };
    }

    /// <summary>Lets one writer at a time change the list of a subject, so that writers of this client lose nothing.</summary>
    public SemaphoreSlim GetLock(string repository, Digest subject) => _locks.GetOrAdd((repository, subject), _ => new SemaphoreSlim(1, 1));
}
