using Plimsoll.Testing.Faults;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>Something that the proxy of a race saw.</summary>
/// <param name="Request">The request.</param>
/// <param name="IsAnswered">Whether it was answered then; else it was passed on.</param>
internal sealed record RaceEvent(ProxiedRequest Request, bool IsAnswered);
