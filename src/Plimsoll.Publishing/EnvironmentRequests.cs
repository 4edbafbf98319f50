using Plimsoll.Publishing.Environments;

namespace Plimsoll.Publishing;

/// <summary>What requests that are carried out together have in common.</summary>
internal static class EnvironmentRequests
{
    /// <summary>The registry that is written to, which credentials in the environment are for; that of the image where it stays; <c>null</c> where it is not one alone.</summary>
    public static string? RegistryOf(this IReadOnlyList<PromotionRequest> requests) =>
        requests.Select(request => (request.Destination ?? request.Source).Reference?.Registry ?? request.Source.Reference?.Registry).Distinct().ToList() is [var only] ? only : null;
}
