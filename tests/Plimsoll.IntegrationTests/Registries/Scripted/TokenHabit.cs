using System.Text.Json.Nodes;

namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>Tokens: one is given for the scopes that somebody may have, and refused whole where one of them is not among those.</summary>
internal sealed class TokenHabit
{
    /// <summary>Whether reading needs no credentials.</summary>
    public bool CanAnybodyRead { get; init; }

    /// <summary>Serves <c>/token</c>, and refuses what comes without a token that allows it.</summary>
    public async Task<bool> AnswerAsync(ScriptedRegistry registry, ScriptedRequest request)
    {
        var context = request.Context;
        if (request.Path.Kind == "/token")
        {
            var scopes = context.Request.Query["scope"].ToString();
            var mayWrite = request.Header("Authorization") == RegistryAccount.Basic;
            if (mayWrite || (CanAnybodyRead && !scopes.Contains("push", StringComparison.Ordinal) && !scopes.Contains("delete", StringComparison.Ordinal)))
                await request.JsonAsync(new JsonObject { ["token"] = mayWrite ? "for-all" : "for-reading", ["expires_in"] = 300 });
            else
                await ScriptedRegistry.RefuseAsync(context, 403, "DENIED", "requested access to the resource is denied");
            return true;
        }

        var token = request.Header("Authorization");
        if (token == "Bearer for-all" || (token == "Bearer for-reading" && request.IsRead))
            return false;
        var scope = request.Path.Repository.Length > 0 ? $",scope=\"repository:{request.Path.Repository}:{(request.IsRead ? "pull" : "pull,push")}\"" : "";
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{registry.Host}/token\",service=\"{registry.Host}\"{scope}";
        await ScriptedRegistry.RefuseAsync(context, 401, "UNAUTHORIZED", "authentication required");
        return true;
    }
}
