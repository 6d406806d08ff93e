import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace patx. */
export namespace patx {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Command.
         * @deprecated Use patx.v1.Command.$Properties instead.
         */
        interface ICommand extends patx.v1.Command.$Properties {
        }

        /** Represents a Command. */
        class Command {

            /**
             * Constructs a new Command.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Command.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Command accountId. */
            accountId: number;

            /** Command sessionId. */
            sessionId: number;

            /** Command placeOrder. */
            placeOrder?: (patx.v1.PlaceOrder.$Properties|null);

            /** Command cancelOrder. */
            cancelOrder?: (patx.v1.CancelOrder.$Properties|null);

            /** Command amendOrder. */
            amendOrder?: (patx.v1.AmendOrder.$Properties|null);

            /** Command massCancel. */
            massCancel?: (patx.v1.MassCancel.$Properties|null);

            /** Command massQuote. */
            massQuote?: (patx.v1.MassQuote.$Properties|null);

            /** Command markUpdate. */
            markUpdate?: (patx.v1.MarkUpdate.$Properties|null);

            /** Command exerciseRights. */
            exerciseRights?: (patx.v1.ExerciseRights.$Properties|null);

            /** Command getOutcome. */
            getOutcome?: (patx.v1.GetOutcome.$Properties|null);

            /** Command placeBundle. */
            placeBundle?: (patx.v1.PlaceBundle.$Properties|null);

            /** Command requestQuote. */
            requestQuote?: (patx.v1.RequestQuote.$Properties|null);

            /** Command offerQuote. */
            offerQuote?: (patx.v1.OfferQuote.$Properties|null);

            /** Command acceptQuote. */
            acceptQuote?: (patx.v1.AcceptQuote.$Properties|null);

            /** Command escrowCapacity. */
            escrowCapacity?: (patx.v1.EscrowCapacity.$Properties|null);

            /** Command mintRights. */
            mintRights?: (patx.v1.MintRights.$Properties|null);

            /** Command withdrawRights. */
            withdrawRights?: (patx.v1.WithdrawRights.$Properties|null);

            /** Command noticeDelivery. */
            noticeDelivery?: (patx.v1.NoticeDelivery.$Properties|null);

            /** Command acceptDelivery. */
            acceptDelivery?: (patx.v1.AcceptDelivery.$Properties|null);

            /** Command disputeDelivery. */
            disputeDelivery?: (patx.v1.DisputeDelivery.$Properties|null);

            /** Command ruleDispute. */
            ruleDispute?: (patx.v1.RuleDispute.$Properties|null);

            /** Command acknowledgeTicket. */
            acknowledgeTicket?: (patx.v1.AcknowledgeTicket.$Properties|null);

            /** Command setAutoExercise. */
            setAutoExercise?: (patx.v1.SetAutoExercise.$Properties|null);

            /** Command moveCollateral. */
            moveCollateral?: (patx.v1.MoveCollateral.$Properties|null);

            /** Command openAccount. */
            openAccount?: (patx.v1.OpenAccount.$Properties|null);

            /** Command updateAccount. */
            updateAccount?: (patx.v1.UpdateAccount.$Properties|null);

            /** Command addKey. */
            addKey?: (patx.v1.AddKey.$Properties|null);

            /** Command revokeKey. */
            revokeKey?: (patx.v1.RevokeKey.$Properties|null);

            /** Command deposit. */
            deposit?: (patx.v1.Deposit.$Properties|null);

            /** Command withdraw. */
            withdraw?: (patx.v1.Withdraw.$Properties|null);

            /** Command defineContract. */
            defineContract?: (patx.v1.DefineContract.$Properties|null);

            /** Command openSeries. */
            openSeries?: (patx.v1.OpenSeries.$Properties|null);

            /** Command setParameter. */
            setParameter?: (patx.v1.SetParameter.$Properties|null);

            /** Command setPhase. */
            setPhase?: (patx.v1.SetPhase.$Properties|null);

            /** Command kill. */
            kill?: (patx.v1.Kill.$Properties|null);

            /** Command releaseKill. */
            releaseKill?: (patx.v1.ReleaseKill.$Properties|null);

            /** Command haltSeries. */
            haltSeries?: (patx.v1.HaltSeries.$Properties|null);

            /** Command resumeSeries. */
            resumeSeries?: (patx.v1.ResumeSeries.$Properties|null);

            /** Command bustTrade. */
            bustTrade?: (patx.v1.BustTrade.$Properties|null);

            /** Command grantEntitlement. */
            grantEntitlement?: (patx.v1.GrantEntitlement.$Properties|null);

            /** Command revokeEntitlement. */
            revokeEntitlement?: (patx.v1.RevokeEntitlement.$Properties|null);

            /** Command setQuoterState. */
            setQuoterState?: (patx.v1.SetQuoterState.$Properties|null);

            /** Command setConfidence. */
            setConfidence?: (patx.v1.SetConfidence.$Properties|null);

            /** Command approveParameter. */
            approveParameter?: (patx.v1.ApproveParameter.$Properties|null);

            /** Command withdrawParameter. */
            withdrawParameter?: (patx.v1.WithdrawParameter.$Properties|null);

            /** Command rollBackParameter. */
            rollBackParameter?: (patx.v1.RollBackParameter.$Properties|null);

            /** Command requireApproval. */
            requireApproval?: (patx.v1.RequireApproval.$Properties|null);

            /** Command setProtection. */
            setProtection?: (patx.v1.SetProtection.$Properties|null);

            /** Command resetProtection. */
            resetProtection?: (patx.v1.ResetProtection.$Properties|null);

            /** Command advanceTime. */
            advanceTime?: (patx.v1.AdvanceTime.$Properties|null);

            /** Command openSession. */
            openSession?: (patx.v1.OpenSession.$Properties|null);

            /** Command closeSession. */
            closeSession?: (patx.v1.CloseSession.$Properties|null);

            /** Command startEpoch. */
            startEpoch?: (patx.v1.StartEpoch.$Properties|null);

            /** Command quoterCheckpoint. */
            quoterCheckpoint?: (patx.v1.QuoterCheckpoint.$Properties|null);

            /** Command initializeVenue. */
            initializeVenue?: (patx.v1.InitializeVenue.$Properties|null);

            /** Command setCoreVersion. */
            setCoreVersion?: (patx.v1.SetCoreVersion.$Properties|null);

            /** Command carryOver. */
            carryOver?: (patx.v1.CarryOver.$Properties|null);

            /** Command bindChain. */
            bindChain?: (patx.v1.BindChain.$Properties|null);

            /** Command linkWallet. */
            linkWallet?: (patx.v1.LinkWallet.$Properties|null);

            /** Command registerWallet. */
            registerWallet?: (patx.v1.RegisterWallet.$Properties|null);

            /** Command creditDeposit. */
            creditDeposit?: (patx.v1.CreditDeposit.$Properties|null);

            /** Command holdWithdrawal. */
            holdWithdrawal?: (patx.v1.HoldWithdrawal.$Properties|null);

            /** Command payWithdrawal. */
            payWithdrawal?: (patx.v1.PayWithdrawal.$Properties|null);

            /** Command voidWithdrawal. */
            voidWithdrawal?: (patx.v1.VoidWithdrawal.$Properties|null);

            /** Command confirmBatch. */
            confirmBatch?: (patx.v1.ConfirmBatch.$Properties|null);

            /** Command observePhase. */
            observePhase?: (patx.v1.ObservePhase.$Properties|null);

            /** Command observeEscape. */
            observeEscape?: (patx.v1.ObserveEscape.$Properties|null);

            /** Command body. */
            body?: ("placeOrder"|"cancelOrder"|"amendOrder"|"massCancel"|"massQuote"|"markUpdate"|"exerciseRights"|"getOutcome"|"placeBundle"|"requestQuote"|"offerQuote"|"acceptQuote"|"escrowCapacity"|"mintRights"|"withdrawRights"|"noticeDelivery"|"acceptDelivery"|"disputeDelivery"|"ruleDispute"|"acknowledgeTicket"|"setAutoExercise"|"moveCollateral"|"openAccount"|"updateAccount"|"addKey"|"revokeKey"|"deposit"|"withdraw"|"defineContract"|"openSeries"|"setParameter"|"setPhase"|"kill"|"releaseKill"|"haltSeries"|"resumeSeries"|"bustTrade"|"grantEntitlement"|"revokeEntitlement"|"setQuoterState"|"setConfidence"|"approveParameter"|"withdrawParameter"|"rollBackParameter"|"requireApproval"|"setProtection"|"resetProtection"|"advanceTime"|"openSession"|"closeSession"|"startEpoch"|"quoterCheckpoint"|"initializeVenue"|"setCoreVersion"|"carryOver"|"bindChain"|"linkWallet"|"registerWallet"|"creditDeposit"|"holdWithdrawal"|"payWithdrawal"|"voidWithdrawal"|"confirmBatch"|"observePhase"|"observeEscape");

            /**
             * Creates a new Command instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Command instance
             */
            static create(properties: patx.v1.Command.$Shape): patx.v1.Command & patx.v1.Command.$Shape;
            static create(properties?: patx.v1.Command.$Properties): patx.v1.Command;

            /**
             * Encodes the specified Command message. Does not implicitly {@link patx.v1.Command.verify|verify} messages.
             * @param message Command message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Command message, length delimited. Does not implicitly {@link patx.v1.Command.verify|verify} messages.
             * @param message Command message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Command message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Command & patx.v1.Command.$Shape} Command
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Command & patx.v1.Command.$Shape;

            /**
             * Decodes a Command message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Command & patx.v1.Command.$Shape} Command
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Command & patx.v1.Command.$Shape;
        }

        namespace Command {

            /** Properties of a Command. */
            interface $Properties {

                /** Command accountId */
                accountId?: (number|null);

                /** Command sessionId */
                sessionId?: (number|null);

                /** Command placeOrder */
                placeOrder?: (patx.v1.PlaceOrder.$Properties|null);

                /** Command cancelOrder */
                cancelOrder?: (patx.v1.CancelOrder.$Properties|null);

                /** Command amendOrder */
                amendOrder?: (patx.v1.AmendOrder.$Properties|null);

                /** Command massCancel */
                massCancel?: (patx.v1.MassCancel.$Properties|null);

                /** Command massQuote */
                massQuote?: (patx.v1.MassQuote.$Properties|null);

                /** Command markUpdate */
                markUpdate?: (patx.v1.MarkUpdate.$Properties|null);

                /** Command exerciseRights */
                exerciseRights?: (patx.v1.ExerciseRights.$Properties|null);

                /** Command getOutcome */
                getOutcome?: (patx.v1.GetOutcome.$Properties|null);

                /** Command placeBundle */
                placeBundle?: (patx.v1.PlaceBundle.$Properties|null);

                /** Command requestQuote */
                requestQuote?: (patx.v1.RequestQuote.$Properties|null);

                /** Command offerQuote */
                offerQuote?: (patx.v1.OfferQuote.$Properties|null);

                /** Command acceptQuote */
                acceptQuote?: (patx.v1.AcceptQuote.$Properties|null);

                /** Command escrowCapacity */
                escrowCapacity?: (patx.v1.EscrowCapacity.$Properties|null);

                /** Command mintRights */
                mintRights?: (patx.v1.MintRights.$Properties|null);

                /** Command withdrawRights */
                withdrawRights?: (patx.v1.WithdrawRights.$Properties|null);

                /** Command noticeDelivery */
                noticeDelivery?: (patx.v1.NoticeDelivery.$Properties|null);

                /** Command acceptDelivery */
                acceptDelivery?: (patx.v1.AcceptDelivery.$Properties|null);

                /** Command disputeDelivery */
                disputeDelivery?: (patx.v1.DisputeDelivery.$Properties|null);

                /** Command ruleDispute */
                ruleDispute?: (patx.v1.RuleDispute.$Properties|null);

                /** Command acknowledgeTicket */
                acknowledgeTicket?: (patx.v1.AcknowledgeTicket.$Properties|null);

                /** Command setAutoExercise */
                setAutoExercise?: (patx.v1.SetAutoExercise.$Properties|null);

                /** Command moveCollateral */
                moveCollateral?: (patx.v1.MoveCollateral.$Properties|null);

                /** Command openAccount */
                openAccount?: (patx.v1.OpenAccount.$Properties|null);

                /** Command updateAccount */
                updateAccount?: (patx.v1.UpdateAccount.$Properties|null);

                /** Command addKey */
                addKey?: (patx.v1.AddKey.$Properties|null);

                /** Command revokeKey */
                revokeKey?: (patx.v1.RevokeKey.$Properties|null);

                /** Command deposit */
                deposit?: (patx.v1.Deposit.$Properties|null);

                /** Command withdraw */
                withdraw?: (patx.v1.Withdraw.$Properties|null);

                /** Command defineContract */
                defineContract?: (patx.v1.DefineContract.$Properties|null);

                /** Command openSeries */
                openSeries?: (patx.v1.OpenSeries.$Properties|null);

                /** Command setParameter */
                setParameter?: (patx.v1.SetParameter.$Properties|null);

                /** Command setPhase */
                setPhase?: (patx.v1.SetPhase.$Properties|null);

                /** Command kill */
                kill?: (patx.v1.Kill.$Properties|null);

                /** Command releaseKill */
                releaseKill?: (patx.v1.ReleaseKill.$Properties|null);

                /** Command haltSeries */
                haltSeries?: (patx.v1.HaltSeries.$Properties|null);

                /** Command resumeSeries */
                resumeSeries?: (patx.v1.ResumeSeries.$Properties|null);

                /** Command bustTrade */
                bustTrade?: (patx.v1.BustTrade.$Properties|null);

                /** Command grantEntitlement */
                grantEntitlement?: (patx.v1.GrantEntitlement.$Properties|null);

                /** Command revokeEntitlement */
                revokeEntitlement?: (patx.v1.RevokeEntitlement.$Properties|null);

                /** Command setQuoterState */
                setQuoterState?: (patx.v1.SetQuoterState.$Properties|null);

                /** Command setConfidence */
                setConfidence?: (patx.v1.SetConfidence.$Properties|null);

                /** Command approveParameter */
                approveParameter?: (patx.v1.ApproveParameter.$Properties|null);

                /** Command withdrawParameter */
                withdrawParameter?: (patx.v1.WithdrawParameter.$Properties|null);

                /** Command rollBackParameter */
                rollBackParameter?: (patx.v1.RollBackParameter.$Properties|null);

                /** Command requireApproval */
                requireApproval?: (patx.v1.RequireApproval.$Properties|null);

                /** Command setProtection */
                setProtection?: (patx.v1.SetProtection.$Properties|null);

                /** Command resetProtection */
                resetProtection?: (patx.v1.ResetProtection.$Properties|null);

                /** Command advanceTime */
                advanceTime?: (patx.v1.AdvanceTime.$Properties|null);

                /** Command openSession */
                openSession?: (patx.v1.OpenSession.$Properties|null);

                /** Command closeSession */
                closeSession?: (patx.v1.CloseSession.$Properties|null);

                /** Command startEpoch */
                startEpoch?: (patx.v1.StartEpoch.$Properties|null);

                /** Command quoterCheckpoint */
                quoterCheckpoint?: (patx.v1.QuoterCheckpoint.$Properties|null);

                /** Command initializeVenue */
                initializeVenue?: (patx.v1.InitializeVenue.$Properties|null);

                /** Command setCoreVersion */
                setCoreVersion?: (patx.v1.SetCoreVersion.$Properties|null);

                /** Command carryOver */
                carryOver?: (patx.v1.CarryOver.$Properties|null);

                /** Command bindChain */
                bindChain?: (patx.v1.BindChain.$Properties|null);

                /** Command linkWallet */
                linkWallet?: (patx.v1.LinkWallet.$Properties|null);

                /** Command registerWallet */
                registerWallet?: (patx.v1.RegisterWallet.$Properties|null);

                /** Command creditDeposit */
                creditDeposit?: (patx.v1.CreditDeposit.$Properties|null);

                /** Command holdWithdrawal */
                holdWithdrawal?: (patx.v1.HoldWithdrawal.$Properties|null);

                /** Command payWithdrawal */
                payWithdrawal?: (patx.v1.PayWithdrawal.$Properties|null);

                /** Command voidWithdrawal */
                voidWithdrawal?: (patx.v1.VoidWithdrawal.$Properties|null);

                /** Command confirmBatch */
                confirmBatch?: (patx.v1.ConfirmBatch.$Properties|null);

                /** Command observePhase */
                observePhase?: (patx.v1.ObservePhase.$Properties|null);

                /** Command observeEscape */
                observeEscape?: (patx.v1.ObserveEscape.$Properties|null);

                /** Command body */
                body?: ("placeOrder"|"cancelOrder"|"amendOrder"|"massCancel"|"massQuote"|"markUpdate"|"exerciseRights"|"getOutcome"|"placeBundle"|"requestQuote"|"offerQuote"|"acceptQuote"|"escrowCapacity"|"mintRights"|"withdrawRights"|"noticeDelivery"|"acceptDelivery"|"disputeDelivery"|"ruleDispute"|"acknowledgeTicket"|"setAutoExercise"|"moveCollateral"|"openAccount"|"updateAccount"|"addKey"|"revokeKey"|"deposit"|"withdraw"|"defineContract"|"openSeries"|"setParameter"|"setPhase"|"kill"|"releaseKill"|"haltSeries"|"resumeSeries"|"bustTrade"|"grantEntitlement"|"revokeEntitlement"|"setQuoterState"|"setConfidence"|"approveParameter"|"withdrawParameter"|"rollBackParameter"|"requireApproval"|"setProtection"|"resetProtection"|"advanceTime"|"openSession"|"closeSession"|"startEpoch"|"quoterCheckpoint"|"initializeVenue"|"setCoreVersion"|"carryOver"|"bindChain"|"linkWallet"|"registerWallet"|"creditDeposit"|"holdWithdrawal"|"payWithdrawal"|"voidWithdrawal"|"confirmBatch"|"observePhase"|"observeEscape");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Command. */
            type $Shape = {
              accountId?: number|null;
              sessionId?: number|null;
              placeOrder?: patx.v1.PlaceOrder.$Shape|null;
              cancelOrder?: patx.v1.CancelOrder.$Shape|null;
              amendOrder?: patx.v1.AmendOrder.$Shape|null;
              massCancel?: patx.v1.MassCancel.$Shape|null;
              massQuote?: patx.v1.MassQuote.$Shape|null;
              markUpdate?: patx.v1.MarkUpdate.$Shape|null;
              exerciseRights?: patx.v1.ExerciseRights.$Shape|null;
              getOutcome?: patx.v1.GetOutcome.$Shape|null;
              placeBundle?: patx.v1.PlaceBundle.$Shape|null;
              requestQuote?: patx.v1.RequestQuote.$Shape|null;
              offerQuote?: patx.v1.OfferQuote.$Shape|null;
              acceptQuote?: patx.v1.AcceptQuote.$Shape|null;
              escrowCapacity?: patx.v1.EscrowCapacity.$Shape|null;
              mintRights?: patx.v1.MintRights.$Shape|null;
              withdrawRights?: patx.v1.WithdrawRights.$Shape|null;
              noticeDelivery?: patx.v1.NoticeDelivery.$Shape|null;
              acceptDelivery?: patx.v1.AcceptDelivery.$Shape|null;
              disputeDelivery?: patx.v1.DisputeDelivery.$Shape|null;
              ruleDispute?: patx.v1.RuleDispute.$Shape|null;
              acknowledgeTicket?: patx.v1.AcknowledgeTicket.$Shape|null;
              setAutoExercise?: patx.v1.SetAutoExercise.$Shape|null;
              moveCollateral?: patx.v1.MoveCollateral.$Shape|null;
              openAccount?: patx.v1.OpenAccount.$Shape|null;
              updateAccount?: patx.v1.UpdateAccount.$Shape|null;
              addKey?: patx.v1.AddKey.$Shape|null;
              revokeKey?: patx.v1.RevokeKey.$Shape|null;
              deposit?: patx.v1.Deposit.$Shape|null;
              withdraw?: patx.v1.Withdraw.$Shape|null;
              defineContract?: patx.v1.DefineContract.$Shape|null;
              openSeries?: patx.v1.OpenSeries.$Shape|null;
              setParameter?: patx.v1.SetParameter.$Shape|null;
              setPhase?: patx.v1.SetPhase.$Shape|null;
              kill?: patx.v1.Kill.$Shape|null;
              releaseKill?: patx.v1.ReleaseKill.$Shape|null;
              haltSeries?: patx.v1.HaltSeries.$Shape|null;
              resumeSeries?: patx.v1.ResumeSeries.$Shape|null;
              bustTrade?: patx.v1.BustTrade.$Shape|null;
              grantEntitlement?: patx.v1.GrantEntitlement.$Shape|null;
              revokeEntitlement?: patx.v1.RevokeEntitlement.$Shape|null;
              setQuoterState?: patx.v1.SetQuoterState.$Shape|null;
              setConfidence?: patx.v1.SetConfidence.$Shape|null;
              approveParameter?: patx.v1.ApproveParameter.$Shape|null;
              withdrawParameter?: patx.v1.WithdrawParameter.$Shape|null;
              rollBackParameter?: patx.v1.RollBackParameter.$Shape|null;
              requireApproval?: patx.v1.RequireApproval.$Shape|null;
              setProtection?: patx.v1.SetProtection.$Shape|null;
              resetProtection?: patx.v1.ResetProtection.$Shape|null;
              advanceTime?: patx.v1.AdvanceTime.$Shape|null;
              openSession?: patx.v1.OpenSession.$Shape|null;
              closeSession?: patx.v1.CloseSession.$Shape|null;
              startEpoch?: patx.v1.StartEpoch.$Shape|null;
              quoterCheckpoint?: patx.v1.QuoterCheckpoint.$Shape|null;
              initializeVenue?: patx.v1.InitializeVenue.$Shape|null;
              setCoreVersion?: patx.v1.SetCoreVersion.$Shape|null;
              carryOver?: patx.v1.CarryOver.$Shape|null;
              bindChain?: patx.v1.BindChain.$Shape|null;
              linkWallet?: patx.v1.LinkWallet.$Shape|null;
              registerWallet?: patx.v1.RegisterWallet.$Shape|null;
              creditDeposit?: patx.v1.CreditDeposit.$Shape|null;
              holdWithdrawal?: patx.v1.HoldWithdrawal.$Shape|null;
              payWithdrawal?: patx.v1.PayWithdrawal.$Shape|null;
              voidWithdrawal?: patx.v1.VoidWithdrawal.$Shape|null;
              confirmBatch?: patx.v1.ConfirmBatch.$Shape|null;
              observePhase?: patx.v1.ObservePhase.$Shape|null;
              observeEscape?: patx.v1.ObserveEscape.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "placeOrder"; placeOrder: patx.v1.PlaceOrder.$Shape; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "cancelOrder"; placeOrder?: null; cancelOrder: patx.v1.CancelOrder.$Shape; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "amendOrder"; placeOrder?: null; cancelOrder?: null; amendOrder: patx.v1.AmendOrder.$Shape; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "massCancel"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel: patx.v1.MassCancel.$Shape; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "massQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote: patx.v1.MassQuote.$Shape; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "markUpdate"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate: patx.v1.MarkUpdate.$Shape; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "exerciseRights"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights: patx.v1.ExerciseRights.$Shape; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "getOutcome"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome: patx.v1.GetOutcome.$Shape; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "placeBundle"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle: patx.v1.PlaceBundle.$Shape; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "requestQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote: patx.v1.RequestQuote.$Shape; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "offerQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote: patx.v1.OfferQuote.$Shape; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "acceptQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote: patx.v1.AcceptQuote.$Shape; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "escrowCapacity"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity: patx.v1.EscrowCapacity.$Shape; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "mintRights"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights: patx.v1.MintRights.$Shape; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "withdrawRights"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights: patx.v1.WithdrawRights.$Shape; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "noticeDelivery"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery: patx.v1.NoticeDelivery.$Shape; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "acceptDelivery"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery: patx.v1.AcceptDelivery.$Shape; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "disputeDelivery"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery: patx.v1.DisputeDelivery.$Shape; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "ruleDispute"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute: patx.v1.RuleDispute.$Shape; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "acknowledgeTicket"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket: patx.v1.AcknowledgeTicket.$Shape; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "setAutoExercise"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise: patx.v1.SetAutoExercise.$Shape; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "moveCollateral"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral: patx.v1.MoveCollateral.$Shape; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "openAccount"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount: patx.v1.OpenAccount.$Shape; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "updateAccount"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount: patx.v1.UpdateAccount.$Shape; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "addKey"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey: patx.v1.AddKey.$Shape; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "revokeKey"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey: patx.v1.RevokeKey.$Shape; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "deposit"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit: patx.v1.Deposit.$Shape; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "withdraw"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw: patx.v1.Withdraw.$Shape; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "defineContract"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract: patx.v1.DefineContract.$Shape; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "openSeries"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries: patx.v1.OpenSeries.$Shape; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "setParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter: patx.v1.SetParameter.$Shape; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "setPhase"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase: patx.v1.SetPhase.$Shape; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "kill"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill: patx.v1.Kill.$Shape; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "releaseKill"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill: patx.v1.ReleaseKill.$Shape; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "haltSeries"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries: patx.v1.HaltSeries.$Shape; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "resumeSeries"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries: patx.v1.ResumeSeries.$Shape; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "bustTrade"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade: patx.v1.BustTrade.$Shape; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "grantEntitlement"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement: patx.v1.GrantEntitlement.$Shape; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "revokeEntitlement"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement: patx.v1.RevokeEntitlement.$Shape; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "setQuoterState"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState: patx.v1.SetQuoterState.$Shape; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "setConfidence"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence: patx.v1.SetConfidence.$Shape; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "approveParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter: patx.v1.ApproveParameter.$Shape; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "withdrawParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter: patx.v1.WithdrawParameter.$Shape; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "rollBackParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter: patx.v1.RollBackParameter.$Shape; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "requireApproval"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval: patx.v1.RequireApproval.$Shape; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "setProtection"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection: patx.v1.SetProtection.$Shape; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "resetProtection"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection: patx.v1.ResetProtection.$Shape; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "advanceTime"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime: patx.v1.AdvanceTime.$Shape; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "openSession"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession: patx.v1.OpenSession.$Shape; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "closeSession"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession: patx.v1.CloseSession.$Shape; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "startEpoch"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch: patx.v1.StartEpoch.$Shape; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "quoterCheckpoint"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint: patx.v1.QuoterCheckpoint.$Shape; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "initializeVenue"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue: patx.v1.InitializeVenue.$Shape; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "setCoreVersion"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion: patx.v1.SetCoreVersion.$Shape; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "carryOver"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver: patx.v1.CarryOver.$Shape; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "bindChain"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain: patx.v1.BindChain.$Shape; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "linkWallet"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet: patx.v1.LinkWallet.$Shape; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "registerWallet"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet: patx.v1.RegisterWallet.$Shape; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "creditDeposit"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit: patx.v1.CreditDeposit.$Shape; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "holdWithdrawal"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal: patx.v1.HoldWithdrawal.$Shape; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "payWithdrawal"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal: patx.v1.PayWithdrawal.$Shape; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "voidWithdrawal"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal: patx.v1.VoidWithdrawal.$Shape; confirmBatch?: null; observePhase?: null; observeEscape?: null }|{ body?: "confirmBatch"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch: patx.v1.ConfirmBatch.$Shape; observePhase?: null; observeEscape?: null }|{ body?: "observePhase"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase: patx.v1.ObservePhase.$Shape; observeEscape?: null }|{ body?: "observeEscape"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; advanceTime?: null; openSession?: null; closeSession?: null; startEpoch?: null; quoterCheckpoint?: null; initializeVenue?: null; setCoreVersion?: null; carryOver?: null; bindChain?: null; linkWallet?: null; registerWallet?: null; creditDeposit?: null; holdWithdrawal?: null; payWithdrawal?: null; voidWithdrawal?: null; confirmBatch?: null; observePhase?: null; observeEscape: patx.v1.ObserveEscape.$Shape })
            );
        }

        /**
         * Properties of a PlaceOrder.
         * @deprecated Use patx.v1.PlaceOrder.$Properties instead.
         */
        interface IPlaceOrder extends patx.v1.PlaceOrder.$Properties {
        }

        /** Represents a PlaceOrder. */
        class PlaceOrder {

            /**
             * Constructs a new PlaceOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.PlaceOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlaceOrder clientOrderId. */
            clientOrderId: (number|Long);

            /** PlaceOrder seriesId. */
            seriesId: number;

            /** PlaceOrder side. */
            side: patx.v1.Side;

            /** PlaceOrder orderType. */
            orderType: patx.v1.OrderType;

            /** PlaceOrder timeInForce. */
            timeInForce: patx.v1.TimeInForce;

            /** PlaceOrder priceTicks. */
            priceTicks: (number|Long);

            /** PlaceOrder quantityLots. */
            quantityLots: (number|Long);

            /** PlaceOrder selfTradePrevention. */
            selfTradePrevention: patx.v1.SelfTradePrevention;

            /** PlaceOrder postOnly. */
            postOnly: boolean;

            /** PlaceOrder expireTimeNs. */
            expireTimeNs: (number|Long);

            /** PlaceOrder displayLots. */
            displayLots: (number|Long);

            /** PlaceOrder allOrNone. */
            allOrNone: boolean;

            /** PlaceOrder postOnlySlide. */
            postOnlySlide: boolean;

            /** PlaceOrder triggerPriceTicks. */
            triggerPriceTicks: (number|Long);

            /** PlaceOrder trailingOffsetTicks. */
            trailingOffsetTicks: (number|Long);

            /** PlaceOrder ocoClientOrderId. */
            ocoClientOrderId: (number|Long);

            /** PlaceOrder pegOffsetTicks. */
            pegOffsetTicks: (number|Long);

            /**
             * Creates a new PlaceOrder instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlaceOrder instance
             */
            static create(properties: patx.v1.PlaceOrder.$Shape): patx.v1.PlaceOrder & patx.v1.PlaceOrder.$Shape;
            static create(properties?: patx.v1.PlaceOrder.$Properties): patx.v1.PlaceOrder;

            /**
             * Encodes the specified PlaceOrder message. Does not implicitly {@link patx.v1.PlaceOrder.verify|verify} messages.
             * @param message PlaceOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.PlaceOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified PlaceOrder message, length delimited. Does not implicitly {@link patx.v1.PlaceOrder.verify|verify} messages.
             * @param message PlaceOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.PlaceOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlaceOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.PlaceOrder & patx.v1.PlaceOrder.$Shape} PlaceOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.PlaceOrder & patx.v1.PlaceOrder.$Shape;

            /**
             * Decodes a PlaceOrder message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.PlaceOrder & patx.v1.PlaceOrder.$Shape} PlaceOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.PlaceOrder & patx.v1.PlaceOrder.$Shape;
        }

        namespace PlaceOrder {

            /** Properties of a PlaceOrder. */
            interface $Properties {

                /** PlaceOrder clientOrderId */
                clientOrderId?: (number|Long|null);

                /** PlaceOrder seriesId */
                seriesId?: (number|null);

                /** PlaceOrder side */
                side?: (patx.v1.Side|null);

                /** PlaceOrder orderType */
                orderType?: (patx.v1.OrderType|null);

                /** PlaceOrder timeInForce */
                timeInForce?: (patx.v1.TimeInForce|null);

                /** PlaceOrder priceTicks */
                priceTicks?: (number|Long|null);

                /** PlaceOrder quantityLots */
                quantityLots?: (number|Long|null);

                /** PlaceOrder selfTradePrevention */
                selfTradePrevention?: (patx.v1.SelfTradePrevention|null);

                /** PlaceOrder postOnly */
                postOnly?: (boolean|null);

                /** PlaceOrder expireTimeNs */
                expireTimeNs?: (number|Long|null);

                /** PlaceOrder displayLots */
                displayLots?: (number|Long|null);

                /** PlaceOrder allOrNone */
                allOrNone?: (boolean|null);

                /** PlaceOrder postOnlySlide */
                postOnlySlide?: (boolean|null);

                /** PlaceOrder triggerPriceTicks */
                triggerPriceTicks?: (number|Long|null);

                /** PlaceOrder trailingOffsetTicks */
                trailingOffsetTicks?: (number|Long|null);

                /** PlaceOrder ocoClientOrderId */
                ocoClientOrderId?: (number|Long|null);

                /** PlaceOrder pegOffsetTicks */
                pegOffsetTicks?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlaceOrder. */
            type $Shape = patx.v1.PlaceOrder.$Properties;
        }

        /**
         * Properties of a CancelOrder.
         * @deprecated Use patx.v1.CancelOrder.$Properties instead.
         */
        interface ICancelOrder extends patx.v1.CancelOrder.$Properties {
        }

        /** Represents a CancelOrder. */
        class CancelOrder {

            /**
             * Constructs a new CancelOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.CancelOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CancelOrder orderId. */
            orderId: (number|Long);

            /** CancelOrder clientOrderId. */
            clientOrderId: (number|Long);

            /**
             * Creates a new CancelOrder instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CancelOrder instance
             */
            static create(properties: patx.v1.CancelOrder.$Shape): patx.v1.CancelOrder & patx.v1.CancelOrder.$Shape;
            static create(properties?: patx.v1.CancelOrder.$Properties): patx.v1.CancelOrder;

            /**
             * Encodes the specified CancelOrder message. Does not implicitly {@link patx.v1.CancelOrder.verify|verify} messages.
             * @param message CancelOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.CancelOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CancelOrder message, length delimited. Does not implicitly {@link patx.v1.CancelOrder.verify|verify} messages.
             * @param message CancelOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.CancelOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CancelOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.CancelOrder & patx.v1.CancelOrder.$Shape} CancelOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.CancelOrder & patx.v1.CancelOrder.$Shape;

            /**
             * Decodes a CancelOrder message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.CancelOrder & patx.v1.CancelOrder.$Shape} CancelOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.CancelOrder & patx.v1.CancelOrder.$Shape;
        }

        namespace CancelOrder {

            /** Properties of a CancelOrder. */
            interface $Properties {

                /** CancelOrder orderId */
                orderId?: (number|Long|null);

                /** CancelOrder clientOrderId */
                clientOrderId?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CancelOrder. */
            type $Shape = patx.v1.CancelOrder.$Properties;
        }

        /**
         * Properties of an AmendOrder.
         * @deprecated Use patx.v1.AmendOrder.$Properties instead.
         */
        interface IAmendOrder extends patx.v1.AmendOrder.$Properties {
        }

        /** Represents an AmendOrder. */
        class AmendOrder {

            /**
             * Constructs a new AmendOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AmendOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AmendOrder orderId. */
            orderId: (number|Long);

            /** AmendOrder clientOrderId. */
            clientOrderId: (number|Long);

            /** AmendOrder priceTicks. */
            priceTicks: (number|Long);

            /** AmendOrder openLots. */
            openLots: (number|Long);

            /** AmendOrder clientRequestId. */
            clientRequestId: (number|Long);

            /**
             * Creates a new AmendOrder instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AmendOrder instance
             */
            static create(properties: patx.v1.AmendOrder.$Shape): patx.v1.AmendOrder & patx.v1.AmendOrder.$Shape;
            static create(properties?: patx.v1.AmendOrder.$Properties): patx.v1.AmendOrder;

            /**
             * Encodes the specified AmendOrder message. Does not implicitly {@link patx.v1.AmendOrder.verify|verify} messages.
             * @param message AmendOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AmendOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AmendOrder message, length delimited. Does not implicitly {@link patx.v1.AmendOrder.verify|verify} messages.
             * @param message AmendOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AmendOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AmendOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AmendOrder & patx.v1.AmendOrder.$Shape} AmendOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AmendOrder & patx.v1.AmendOrder.$Shape;

            /**
             * Decodes an AmendOrder message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AmendOrder & patx.v1.AmendOrder.$Shape} AmendOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AmendOrder & patx.v1.AmendOrder.$Shape;
        }

        namespace AmendOrder {

            /** Properties of an AmendOrder. */
            interface $Properties {

                /** AmendOrder orderId */
                orderId?: (number|Long|null);

                /** AmendOrder clientOrderId */
                clientOrderId?: (number|Long|null);

                /** AmendOrder priceTicks */
                priceTicks?: (number|Long|null);

                /** AmendOrder openLots */
                openLots?: (number|Long|null);

                /** AmendOrder clientRequestId */
                clientRequestId?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AmendOrder. */
            type $Shape = patx.v1.AmendOrder.$Properties;
        }

        /**
         * Properties of a MassCancel.
         * @deprecated Use patx.v1.MassCancel.$Properties instead.
         */
        interface IMassCancel extends patx.v1.MassCancel.$Properties {
        }

        /** Represents a MassCancel. */
        class MassCancel {

            /**
             * Constructs a new MassCancel.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.MassCancel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MassCancel seriesId. */
            seriesId: number;

            /** MassCancel side. */
            side: patx.v1.Side;

            /** MassCancel minPriceTicks. */
            minPriceTicks: (number|Long);

            /** MassCancel maxPriceTicks. */
            maxPriceTicks: (number|Long);

            /** MassCancel sessionId. */
            sessionId: number;

            /**
             * Creates a new MassCancel instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MassCancel instance
             */
            static create(properties: patx.v1.MassCancel.$Shape): patx.v1.MassCancel & patx.v1.MassCancel.$Shape;
            static create(properties?: patx.v1.MassCancel.$Properties): patx.v1.MassCancel;

            /**
             * Encodes the specified MassCancel message. Does not implicitly {@link patx.v1.MassCancel.verify|verify} messages.
             * @param message MassCancel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.MassCancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified MassCancel message, length delimited. Does not implicitly {@link patx.v1.MassCancel.verify|verify} messages.
             * @param message MassCancel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.MassCancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MassCancel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.MassCancel & patx.v1.MassCancel.$Shape} MassCancel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.MassCancel & patx.v1.MassCancel.$Shape;

            /**
             * Decodes a MassCancel message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.MassCancel & patx.v1.MassCancel.$Shape} MassCancel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.MassCancel & patx.v1.MassCancel.$Shape;
        }

        namespace MassCancel {

            /** Properties of a MassCancel. */
            interface $Properties {

                /** MassCancel seriesId */
                seriesId?: (number|null);

                /** MassCancel side */
                side?: (patx.v1.Side|null);

                /** MassCancel minPriceTicks */
                minPriceTicks?: (number|Long|null);

                /** MassCancel maxPriceTicks */
                maxPriceTicks?: (number|Long|null);

                /** MassCancel sessionId */
                sessionId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MassCancel. */
            type $Shape = patx.v1.MassCancel.$Properties;
        }

        /**
         * Properties of a BundleLeg.
         * @deprecated Use patx.v1.BundleLeg.$Properties instead.
         */
        interface IBundleLeg extends patx.v1.BundleLeg.$Properties {
        }

        /** Represents a BundleLeg. */
        class BundleLeg {

            /**
             * Constructs a new BundleLeg.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.BundleLeg.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BundleLeg seriesId. */
            seriesId: number;

            /** BundleLeg side. */
            side: patx.v1.Side;

            /** BundleLeg priceTicks. */
            priceTicks: (number|Long);

            /** BundleLeg quantityLots. */
            quantityLots: (number|Long);

            /**
             * Creates a new BundleLeg instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BundleLeg instance
             */
            static create(properties: patx.v1.BundleLeg.$Shape): patx.v1.BundleLeg & patx.v1.BundleLeg.$Shape;
            static create(properties?: patx.v1.BundleLeg.$Properties): patx.v1.BundleLeg;

            /**
             * Encodes the specified BundleLeg message. Does not implicitly {@link patx.v1.BundleLeg.verify|verify} messages.
             * @param message BundleLeg message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.BundleLeg.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified BundleLeg message, length delimited. Does not implicitly {@link patx.v1.BundleLeg.verify|verify} messages.
             * @param message BundleLeg message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.BundleLeg.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BundleLeg message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.BundleLeg & patx.v1.BundleLeg.$Shape} BundleLeg
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.BundleLeg & patx.v1.BundleLeg.$Shape;

            /**
             * Decodes a BundleLeg message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.BundleLeg & patx.v1.BundleLeg.$Shape} BundleLeg
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.BundleLeg & patx.v1.BundleLeg.$Shape;
        }

        namespace BundleLeg {

            /** Properties of a BundleLeg. */
            interface $Properties {

                /** BundleLeg seriesId */
                seriesId?: (number|null);

                /** BundleLeg side */
                side?: (patx.v1.Side|null);

                /** BundleLeg priceTicks */
                priceTicks?: (number|Long|null);

                /** BundleLeg quantityLots */
                quantityLots?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BundleLeg. */
            type $Shape = patx.v1.BundleLeg.$Properties;
        }

        /**
         * Properties of a PlaceBundle.
         * @deprecated Use patx.v1.PlaceBundle.$Properties instead.
         */
        interface IPlaceBundle extends patx.v1.PlaceBundle.$Properties {
        }

        /** Represents a PlaceBundle. */
        class PlaceBundle {

            /**
             * Constructs a new PlaceBundle.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.PlaceBundle.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlaceBundle clientRequestId. */
            clientRequestId: (number|Long);

            /** PlaceBundle legs. */
            legs: patx.v1.BundleLeg.$Properties[];

            /**
             * Creates a new PlaceBundle instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlaceBundle instance
             */
            static create(properties: patx.v1.PlaceBundle.$Shape): patx.v1.PlaceBundle & patx.v1.PlaceBundle.$Shape;
            static create(properties?: patx.v1.PlaceBundle.$Properties): patx.v1.PlaceBundle;

            /**
             * Encodes the specified PlaceBundle message. Does not implicitly {@link patx.v1.PlaceBundle.verify|verify} messages.
             * @param message PlaceBundle message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.PlaceBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified PlaceBundle message, length delimited. Does not implicitly {@link patx.v1.PlaceBundle.verify|verify} messages.
             * @param message PlaceBundle message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.PlaceBundle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlaceBundle message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.PlaceBundle & patx.v1.PlaceBundle.$Shape} PlaceBundle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.PlaceBundle & patx.v1.PlaceBundle.$Shape;

            /**
             * Decodes a PlaceBundle message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.PlaceBundle & patx.v1.PlaceBundle.$Shape} PlaceBundle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.PlaceBundle & patx.v1.PlaceBundle.$Shape;
        }

        namespace PlaceBundle {

            /** Properties of a PlaceBundle. */
            interface $Properties {

                /** PlaceBundle clientRequestId */
                clientRequestId?: (number|Long|null);

                /** PlaceBundle legs */
                legs?: (patx.v1.BundleLeg.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlaceBundle. */
            type $Shape = patx.v1.PlaceBundle.$Properties;
        }

        /**
         * Properties of a RequestQuote.
         * @deprecated Use patx.v1.RequestQuote.$Properties instead.
         */
        interface IRequestQuote extends patx.v1.RequestQuote.$Properties {
        }

        /** Represents a RequestQuote. */
        class RequestQuote {

            /**
             * Constructs a new RequestQuote.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RequestQuote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RequestQuote clientRequestId. */
            clientRequestId: (number|Long);

            /** RequestQuote seriesId. */
            seriesId: number;

            /** RequestQuote side. */
            side: patx.v1.Side;

            /** RequestQuote quantityLots. */
            quantityLots: (number|Long);

            /**
             * Creates a new RequestQuote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RequestQuote instance
             */
            static create(properties: patx.v1.RequestQuote.$Shape): patx.v1.RequestQuote & patx.v1.RequestQuote.$Shape;
            static create(properties?: patx.v1.RequestQuote.$Properties): patx.v1.RequestQuote;

            /**
             * Encodes the specified RequestQuote message. Does not implicitly {@link patx.v1.RequestQuote.verify|verify} messages.
             * @param message RequestQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RequestQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RequestQuote message, length delimited. Does not implicitly {@link patx.v1.RequestQuote.verify|verify} messages.
             * @param message RequestQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RequestQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RequestQuote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RequestQuote & patx.v1.RequestQuote.$Shape} RequestQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RequestQuote & patx.v1.RequestQuote.$Shape;

            /**
             * Decodes a RequestQuote message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RequestQuote & patx.v1.RequestQuote.$Shape} RequestQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RequestQuote & patx.v1.RequestQuote.$Shape;
        }

        namespace RequestQuote {

            /** Properties of a RequestQuote. */
            interface $Properties {

                /** RequestQuote clientRequestId */
                clientRequestId?: (number|Long|null);

                /** RequestQuote seriesId */
                seriesId?: (number|null);

                /** RequestQuote side */
                side?: (patx.v1.Side|null);

                /** RequestQuote quantityLots */
                quantityLots?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RequestQuote. */
            type $Shape = patx.v1.RequestQuote.$Properties;
        }

        /**
         * Properties of an OfferQuote.
         * @deprecated Use patx.v1.OfferQuote.$Properties instead.
         */
        interface IOfferQuote extends patx.v1.OfferQuote.$Properties {
        }

        /** Represents an OfferQuote. */
        class OfferQuote {

            /**
             * Constructs a new OfferQuote.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.OfferQuote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OfferQuote targetAccountId. */
            targetAccountId: number;

            /** OfferQuote quoteRequestId. */
            quoteRequestId: (number|Long);

            /** OfferQuote seriesId. */
            seriesId: number;

            /** OfferQuote side. */
            side: patx.v1.Side;

            /** OfferQuote priceTicks. */
            priceTicks: (number|Long);

            /** OfferQuote quantityLots. */
            quantityLots: (number|Long);

            /** OfferQuote validUntilNs. */
            validUntilNs: (number|Long);

            /** OfferQuote errorCode. */
            errorCode: patx.v1.ErrorCode;

            /** OfferQuote factors. */
            factors?: (patx.v1.QuoteFactors.$Properties|null);

            /** OfferQuote sizeFactors. */
            sizeFactors?: (patx.v1.SizeFactors.$Properties|null);

            /**
             * Creates a new OfferQuote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OfferQuote instance
             */
            static create(properties: patx.v1.OfferQuote.$Shape): patx.v1.OfferQuote & patx.v1.OfferQuote.$Shape;
            static create(properties?: patx.v1.OfferQuote.$Properties): patx.v1.OfferQuote;

            /**
             * Encodes the specified OfferQuote message. Does not implicitly {@link patx.v1.OfferQuote.verify|verify} messages.
             * @param message OfferQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.OfferQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified OfferQuote message, length delimited. Does not implicitly {@link patx.v1.OfferQuote.verify|verify} messages.
             * @param message OfferQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.OfferQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OfferQuote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.OfferQuote & patx.v1.OfferQuote.$Shape} OfferQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.OfferQuote & patx.v1.OfferQuote.$Shape;

            /**
             * Decodes an OfferQuote message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.OfferQuote & patx.v1.OfferQuote.$Shape} OfferQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.OfferQuote & patx.v1.OfferQuote.$Shape;
        }

        namespace OfferQuote {

            /** Properties of an OfferQuote. */
            interface $Properties {

                /** OfferQuote targetAccountId */
                targetAccountId?: (number|null);

                /** OfferQuote quoteRequestId */
                quoteRequestId?: (number|Long|null);

                /** OfferQuote seriesId */
                seriesId?: (number|null);

                /** OfferQuote side */
                side?: (patx.v1.Side|null);

                /** OfferQuote priceTicks */
                priceTicks?: (number|Long|null);

                /** OfferQuote quantityLots */
                quantityLots?: (number|Long|null);

                /** OfferQuote validUntilNs */
                validUntilNs?: (number|Long|null);

                /** OfferQuote errorCode */
                errorCode?: (patx.v1.ErrorCode|null);

                /** OfferQuote factors */
                factors?: (patx.v1.QuoteFactors.$Properties|null);

                /** OfferQuote sizeFactors */
                sizeFactors?: (patx.v1.SizeFactors.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OfferQuote. */
            type $Shape = patx.v1.OfferQuote.$Properties;
        }

        /**
         * Properties of an AcceptQuote.
         * @deprecated Use patx.v1.AcceptQuote.$Properties instead.
         */
        interface IAcceptQuote extends patx.v1.AcceptQuote.$Properties {
        }

        /** Represents an AcceptQuote. */
        class AcceptQuote {

            /**
             * Constructs a new AcceptQuote.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AcceptQuote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AcceptQuote clientRequestId. */
            clientRequestId: (number|Long);

            /** AcceptQuote quoteId. */
            quoteId: (number|Long);

            /**
             * Creates a new AcceptQuote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AcceptQuote instance
             */
            static create(properties: patx.v1.AcceptQuote.$Shape): patx.v1.AcceptQuote & patx.v1.AcceptQuote.$Shape;
            static create(properties?: patx.v1.AcceptQuote.$Properties): patx.v1.AcceptQuote;

            /**
             * Encodes the specified AcceptQuote message. Does not implicitly {@link patx.v1.AcceptQuote.verify|verify} messages.
             * @param message AcceptQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AcceptQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AcceptQuote message, length delimited. Does not implicitly {@link patx.v1.AcceptQuote.verify|verify} messages.
             * @param message AcceptQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AcceptQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AcceptQuote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AcceptQuote & patx.v1.AcceptQuote.$Shape} AcceptQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AcceptQuote & patx.v1.AcceptQuote.$Shape;

            /**
             * Decodes an AcceptQuote message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AcceptQuote & patx.v1.AcceptQuote.$Shape} AcceptQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AcceptQuote & patx.v1.AcceptQuote.$Shape;
        }

        namespace AcceptQuote {

            /** Properties of an AcceptQuote. */
            interface $Properties {

                /** AcceptQuote clientRequestId */
                clientRequestId?: (number|Long|null);

                /** AcceptQuote quoteId */
                quoteId?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AcceptQuote. */
            type $Shape = patx.v1.AcceptQuote.$Properties;
        }

        /**
         * Properties of a SizeFactors.
         * @deprecated Use patx.v1.SizeFactors.$Properties instead.
         */
        interface ISizeFactors extends patx.v1.SizeFactors.$Properties {
        }

        /** Represents a SizeFactors. */
        class SizeFactors {

            /**
             * Constructs a new SizeFactors.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SizeFactors.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SizeFactors startLots. */
            startLots: (number|Long);

            /** SizeFactors targetLots. */
            targetLots: (number|Long);

            /** SizeFactors maxLots. */
            maxLots: (number|Long);

            /** SizeFactors skewSlopePpm. */
            skewSlopePpm: (number|Long);

            /** SizeFactors skewMaxPpm. */
            skewMaxPpm: (number|Long);

            /** SizeFactors clearingPpm. */
            clearingPpm: (number|Long);

            /** SizeFactors spreadMultiplePpm. */
            spreadMultiplePpm: (number|Long);

            /** SizeFactors topTicks. */
            topTicks: (number|Long);

            /**
             * Creates a new SizeFactors instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SizeFactors instance
             */
            static create(properties: patx.v1.SizeFactors.$Shape): patx.v1.SizeFactors & patx.v1.SizeFactors.$Shape;
            static create(properties?: patx.v1.SizeFactors.$Properties): patx.v1.SizeFactors;

            /**
             * Encodes the specified SizeFactors message. Does not implicitly {@link patx.v1.SizeFactors.verify|verify} messages.
             * @param message SizeFactors message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SizeFactors.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SizeFactors message, length delimited. Does not implicitly {@link patx.v1.SizeFactors.verify|verify} messages.
             * @param message SizeFactors message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SizeFactors.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SizeFactors message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SizeFactors & patx.v1.SizeFactors.$Shape} SizeFactors
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SizeFactors & patx.v1.SizeFactors.$Shape;

            /**
             * Decodes a SizeFactors message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SizeFactors & patx.v1.SizeFactors.$Shape} SizeFactors
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SizeFactors & patx.v1.SizeFactors.$Shape;
        }

        namespace SizeFactors {

            /** Properties of a SizeFactors. */
            interface $Properties {

                /** SizeFactors startLots */
                startLots?: (number|Long|null);

                /** SizeFactors targetLots */
                targetLots?: (number|Long|null);

                /** SizeFactors maxLots */
                maxLots?: (number|Long|null);

                /** SizeFactors skewSlopePpm */
                skewSlopePpm?: (number|Long|null);

                /** SizeFactors skewMaxPpm */
                skewMaxPpm?: (number|Long|null);

                /** SizeFactors clearingPpm */
                clearingPpm?: (number|Long|null);

                /** SizeFactors spreadMultiplePpm */
                spreadMultiplePpm?: (number|Long|null);

                /** SizeFactors topTicks */
                topTicks?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SizeFactors. */
            type $Shape = patx.v1.SizeFactors.$Properties;
        }

        /**
         * Properties of a QuoteLevel.
         * @deprecated Use patx.v1.QuoteLevel.$Properties instead.
         */
        interface IQuoteLevel extends patx.v1.QuoteLevel.$Properties {
        }

        /** Represents a QuoteLevel. */
        class QuoteLevel {

            /**
             * Constructs a new QuoteLevel.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.QuoteLevel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QuoteLevel priceTicks. */
            priceTicks: (number|Long);

            /** QuoteLevel quantityLots. */
            quantityLots: (number|Long);

            /**
             * Creates a new QuoteLevel instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QuoteLevel instance
             */
            static create(properties: patx.v1.QuoteLevel.$Shape): patx.v1.QuoteLevel & patx.v1.QuoteLevel.$Shape;
            static create(properties?: patx.v1.QuoteLevel.$Properties): patx.v1.QuoteLevel;

            /**
             * Encodes the specified QuoteLevel message. Does not implicitly {@link patx.v1.QuoteLevel.verify|verify} messages.
             * @param message QuoteLevel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.QuoteLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified QuoteLevel message, length delimited. Does not implicitly {@link patx.v1.QuoteLevel.verify|verify} messages.
             * @param message QuoteLevel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.QuoteLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QuoteLevel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.QuoteLevel & patx.v1.QuoteLevel.$Shape} QuoteLevel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.QuoteLevel & patx.v1.QuoteLevel.$Shape;

            /**
             * Decodes a QuoteLevel message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.QuoteLevel & patx.v1.QuoteLevel.$Shape} QuoteLevel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.QuoteLevel & patx.v1.QuoteLevel.$Shape;
        }

        namespace QuoteLevel {

            /** Properties of a QuoteLevel. */
            interface $Properties {

                /** QuoteLevel priceTicks */
                priceTicks?: (number|Long|null);

                /** QuoteLevel quantityLots */
                quantityLots?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QuoteLevel. */
            type $Shape = patx.v1.QuoteLevel.$Properties;
        }

        /**
         * Properties of a SeriesQuote.
         * @deprecated Use patx.v1.SeriesQuote.$Properties instead.
         */
        interface ISeriesQuote extends patx.v1.SeriesQuote.$Properties {
        }

        /** Represents a SeriesQuote. */
        class SeriesQuote {

            /**
             * Constructs a new SeriesQuote.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SeriesQuote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SeriesQuote seriesId. */
            seriesId: number;

            /** SeriesQuote bids. */
            bids: patx.v1.QuoteLevel.$Properties[];

            /** SeriesQuote asks. */
            asks: patx.v1.QuoteLevel.$Properties[];

            /** SeriesQuote validUntilNs. */
            validUntilNs: (number|Long);

            /** SeriesQuote factors. */
            factors?: (patx.v1.QuoteFactors.$Properties|null);

            /**
             * Creates a new SeriesQuote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SeriesQuote instance
             */
            static create(properties: patx.v1.SeriesQuote.$Shape): patx.v1.SeriesQuote & patx.v1.SeriesQuote.$Shape;
            static create(properties?: patx.v1.SeriesQuote.$Properties): patx.v1.SeriesQuote;

            /**
             * Encodes the specified SeriesQuote message. Does not implicitly {@link patx.v1.SeriesQuote.verify|verify} messages.
             * @param message SeriesQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SeriesQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SeriesQuote message, length delimited. Does not implicitly {@link patx.v1.SeriesQuote.verify|verify} messages.
             * @param message SeriesQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SeriesQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SeriesQuote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SeriesQuote & patx.v1.SeriesQuote.$Shape} SeriesQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SeriesQuote & patx.v1.SeriesQuote.$Shape;

            /**
             * Decodes a SeriesQuote message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SeriesQuote & patx.v1.SeriesQuote.$Shape} SeriesQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SeriesQuote & patx.v1.SeriesQuote.$Shape;
        }

        namespace SeriesQuote {

            /** Properties of a SeriesQuote. */
            interface $Properties {

                /** SeriesQuote seriesId */
                seriesId?: (number|null);

                /** SeriesQuote bids */
                bids?: (patx.v1.QuoteLevel.$Properties[]|null);

                /** SeriesQuote asks */
                asks?: (patx.v1.QuoteLevel.$Properties[]|null);

                /** SeriesQuote validUntilNs */
                validUntilNs?: (number|Long|null);

                /** SeriesQuote factors */
                factors?: (patx.v1.QuoteFactors.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SeriesQuote. */
            type $Shape = patx.v1.SeriesQuote.$Properties;
        }

        /**
         * Properties of a QuoteFactors.
         * @deprecated Use patx.v1.QuoteFactors.$Properties instead.
         */
        interface IQuoteFactors extends patx.v1.QuoteFactors.$Properties {
        }

        /** Represents a QuoteFactors. */
        class QuoteFactors {

            /**
             * Constructs a new QuoteFactors.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.QuoteFactors.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QuoteFactors baseValuePpmTicks. */
            baseValuePpmTicks: (number|Long);

            /** QuoteFactors freshnessPpm. */
            freshnessPpm: (number|Long);

            /** QuoteFactors demandPpm. */
            demandPpm: (number|Long);

            /** QuoteFactors scarcityPpm. */
            scarcityPpm: (number|Long);

            /** QuoteFactors dominancePpm. */
            dominancePpm: (number|Long);

            /** QuoteFactors halfSpreadPpm. */
            halfSpreadPpm: (number|Long);

            /** QuoteFactors reservationPpm. */
            reservationPpm: (number|Long);

            /** QuoteFactors bidFactorPpm. */
            bidFactorPpm: (number|Long);

            /** QuoteFactors sigmaPpm. */
            sigmaPpm: (number|Long);

            /** QuoteFactors thinnessPpm. */
            thinnessPpm: (number|Long);

            /** QuoteFactors nextRepriceTimeNs. */
            nextRepriceTimeNs: (number|Long);

            /**
             * Creates a new QuoteFactors instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QuoteFactors instance
             */
            static create(properties: patx.v1.QuoteFactors.$Shape): patx.v1.QuoteFactors & patx.v1.QuoteFactors.$Shape;
            static create(properties?: patx.v1.QuoteFactors.$Properties): patx.v1.QuoteFactors;

            /**
             * Encodes the specified QuoteFactors message. Does not implicitly {@link patx.v1.QuoteFactors.verify|verify} messages.
             * @param message QuoteFactors message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.QuoteFactors.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified QuoteFactors message, length delimited. Does not implicitly {@link patx.v1.QuoteFactors.verify|verify} messages.
             * @param message QuoteFactors message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.QuoteFactors.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QuoteFactors message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.QuoteFactors & patx.v1.QuoteFactors.$Shape} QuoteFactors
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.QuoteFactors & patx.v1.QuoteFactors.$Shape;

            /**
             * Decodes a QuoteFactors message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.QuoteFactors & patx.v1.QuoteFactors.$Shape} QuoteFactors
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.QuoteFactors & patx.v1.QuoteFactors.$Shape;
        }

        namespace QuoteFactors {

            /** Properties of a QuoteFactors. */
            interface $Properties {

                /** QuoteFactors baseValuePpmTicks */
                baseValuePpmTicks?: (number|Long|null);

                /** QuoteFactors freshnessPpm */
                freshnessPpm?: (number|Long|null);

                /** QuoteFactors demandPpm */
                demandPpm?: (number|Long|null);

                /** QuoteFactors scarcityPpm */
                scarcityPpm?: (number|Long|null);

                /** QuoteFactors dominancePpm */
                dominancePpm?: (number|Long|null);

                /** QuoteFactors halfSpreadPpm */
                halfSpreadPpm?: (number|Long|null);

                /** QuoteFactors reservationPpm */
                reservationPpm?: (number|Long|null);

                /** QuoteFactors bidFactorPpm */
                bidFactorPpm?: (number|Long|null);

                /** QuoteFactors sigmaPpm */
                sigmaPpm?: (number|Long|null);

                /** QuoteFactors thinnessPpm */
                thinnessPpm?: (number|Long|null);

                /** QuoteFactors nextRepriceTimeNs */
                nextRepriceTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QuoteFactors. */
            type $Shape = patx.v1.QuoteFactors.$Properties;
        }

        /**
         * Properties of a MassQuote.
         * @deprecated Use patx.v1.MassQuote.$Properties instead.
         */
        interface IMassQuote extends patx.v1.MassQuote.$Properties {
        }

        /** Represents a MassQuote. */
        class MassQuote {

            /**
             * Constructs a new MassQuote.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.MassQuote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MassQuote quotes. */
            quotes: patx.v1.SeriesQuote.$Properties[];

            /** MassQuote basedOnSequence. */
            basedOnSequence: (number|Long);

            /**
             * Creates a new MassQuote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MassQuote instance
             */
            static create(properties: patx.v1.MassQuote.$Shape): patx.v1.MassQuote & patx.v1.MassQuote.$Shape;
            static create(properties?: patx.v1.MassQuote.$Properties): patx.v1.MassQuote;

            /**
             * Encodes the specified MassQuote message. Does not implicitly {@link patx.v1.MassQuote.verify|verify} messages.
             * @param message MassQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.MassQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified MassQuote message, length delimited. Does not implicitly {@link patx.v1.MassQuote.verify|verify} messages.
             * @param message MassQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.MassQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MassQuote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.MassQuote & patx.v1.MassQuote.$Shape} MassQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.MassQuote & patx.v1.MassQuote.$Shape;

            /**
             * Decodes a MassQuote message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.MassQuote & patx.v1.MassQuote.$Shape} MassQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.MassQuote & patx.v1.MassQuote.$Shape;
        }

        namespace MassQuote {

            /** Properties of a MassQuote. */
            interface $Properties {

                /** MassQuote quotes */
                quotes?: (patx.v1.SeriesQuote.$Properties[]|null);

                /** MassQuote basedOnSequence */
                basedOnSequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MassQuote. */
            type $Shape = patx.v1.MassQuote.$Properties;
        }

        /**
         * Properties of a MarkUpdate.
         * @deprecated Use patx.v1.MarkUpdate.$Properties instead.
         */
        interface IMarkUpdate extends patx.v1.MarkUpdate.$Properties {
        }

        /** Represents a MarkUpdate. */
        class MarkUpdate {

            /**
             * Constructs a new MarkUpdate.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.MarkUpdate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MarkUpdate marks. */
            marks: patx.v1.SeriesMark.$Properties[];

            /**
             * Creates a new MarkUpdate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MarkUpdate instance
             */
            static create(properties: patx.v1.MarkUpdate.$Shape): patx.v1.MarkUpdate & patx.v1.MarkUpdate.$Shape;
            static create(properties?: patx.v1.MarkUpdate.$Properties): patx.v1.MarkUpdate;

            /**
             * Encodes the specified MarkUpdate message. Does not implicitly {@link patx.v1.MarkUpdate.verify|verify} messages.
             * @param message MarkUpdate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.MarkUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified MarkUpdate message, length delimited. Does not implicitly {@link patx.v1.MarkUpdate.verify|verify} messages.
             * @param message MarkUpdate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.MarkUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MarkUpdate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.MarkUpdate & patx.v1.MarkUpdate.$Shape} MarkUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.MarkUpdate & patx.v1.MarkUpdate.$Shape;

            /**
             * Decodes a MarkUpdate message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.MarkUpdate & patx.v1.MarkUpdate.$Shape} MarkUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.MarkUpdate & patx.v1.MarkUpdate.$Shape;
        }

        namespace MarkUpdate {

            /** Properties of a MarkUpdate. */
            interface $Properties {

                /** MarkUpdate marks */
                marks?: (patx.v1.SeriesMark.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MarkUpdate. */
            type $Shape = patx.v1.MarkUpdate.$Properties;
        }

        /**
         * Properties of a SeriesMark.
         * @deprecated Use patx.v1.SeriesMark.$Properties instead.
         */
        interface ISeriesMark extends patx.v1.SeriesMark.$Properties {
        }

        /** Represents a SeriesMark. */
        class SeriesMark {

            /**
             * Constructs a new SeriesMark.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SeriesMark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SeriesMark seriesId. */
            seriesId: number;

            /** SeriesMark markTicks. */
            markTicks: (number|Long);

            /** SeriesMark sigmaPpm. */
            sigmaPpm: (number|Long);

            /** SeriesMark thinnessPpm. */
            thinnessPpm: (number|Long);

            /**
             * Creates a new SeriesMark instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SeriesMark instance
             */
            static create(properties: patx.v1.SeriesMark.$Shape): patx.v1.SeriesMark & patx.v1.SeriesMark.$Shape;
            static create(properties?: patx.v1.SeriesMark.$Properties): patx.v1.SeriesMark;

            /**
             * Encodes the specified SeriesMark message. Does not implicitly {@link patx.v1.SeriesMark.verify|verify} messages.
             * @param message SeriesMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SeriesMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SeriesMark message, length delimited. Does not implicitly {@link patx.v1.SeriesMark.verify|verify} messages.
             * @param message SeriesMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SeriesMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SeriesMark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SeriesMark & patx.v1.SeriesMark.$Shape} SeriesMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SeriesMark & patx.v1.SeriesMark.$Shape;

            /**
             * Decodes a SeriesMark message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SeriesMark & patx.v1.SeriesMark.$Shape} SeriesMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SeriesMark & patx.v1.SeriesMark.$Shape;
        }

        namespace SeriesMark {

            /** Properties of a SeriesMark. */
            interface $Properties {

                /** SeriesMark seriesId */
                seriesId?: (number|null);

                /** SeriesMark markTicks */
                markTicks?: (number|Long|null);

                /** SeriesMark sigmaPpm */
                sigmaPpm?: (number|Long|null);

                /** SeriesMark thinnessPpm */
                thinnessPpm?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SeriesMark. */
            type $Shape = patx.v1.SeriesMark.$Properties;
        }

        /**
         * Properties of an ExerciseRights.
         * @deprecated Use patx.v1.ExerciseRights.$Properties instead.
         */
        interface IExerciseRights extends patx.v1.ExerciseRights.$Properties {
        }

        /** Represents an ExerciseRights. */
        class ExerciseRights {

            /**
             * Constructs a new ExerciseRights.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ExerciseRights.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExerciseRights clientRequestId. */
            clientRequestId: (number|Long);

            /** ExerciseRights seriesId. */
            seriesId: number;

            /** ExerciseRights quantityLots. */
            quantityLots: (number|Long);

            /**
             * Creates a new ExerciseRights instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExerciseRights instance
             */
            static create(properties: patx.v1.ExerciseRights.$Shape): patx.v1.ExerciseRights & patx.v1.ExerciseRights.$Shape;
            static create(properties?: patx.v1.ExerciseRights.$Properties): patx.v1.ExerciseRights;

            /**
             * Encodes the specified ExerciseRights message. Does not implicitly {@link patx.v1.ExerciseRights.verify|verify} messages.
             * @param message ExerciseRights message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ExerciseRights.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ExerciseRights message, length delimited. Does not implicitly {@link patx.v1.ExerciseRights.verify|verify} messages.
             * @param message ExerciseRights message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ExerciseRights.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExerciseRights message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ExerciseRights & patx.v1.ExerciseRights.$Shape} ExerciseRights
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ExerciseRights & patx.v1.ExerciseRights.$Shape;

            /**
             * Decodes an ExerciseRights message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ExerciseRights & patx.v1.ExerciseRights.$Shape} ExerciseRights
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ExerciseRights & patx.v1.ExerciseRights.$Shape;
        }

        namespace ExerciseRights {

            /** Properties of an ExerciseRights. */
            interface $Properties {

                /** ExerciseRights clientRequestId */
                clientRequestId?: (number|Long|null);

                /** ExerciseRights seriesId */
                seriesId?: (number|null);

                /** ExerciseRights quantityLots */
                quantityLots?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExerciseRights. */
            type $Shape = patx.v1.ExerciseRights.$Properties;
        }

        /**
         * Properties of a GetOutcome.
         * @deprecated Use patx.v1.GetOutcome.$Properties instead.
         */
        interface IGetOutcome extends patx.v1.GetOutcome.$Properties {
        }

        /** Represents a GetOutcome. */
        class GetOutcome {

            /**
             * Constructs a new GetOutcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.GetOutcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetOutcome clientOrderId. */
            clientOrderId: (number|Long);

            /**
             * Creates a new GetOutcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetOutcome instance
             */
            static create(properties: patx.v1.GetOutcome.$Shape): patx.v1.GetOutcome & patx.v1.GetOutcome.$Shape;
            static create(properties?: patx.v1.GetOutcome.$Properties): patx.v1.GetOutcome;

            /**
             * Encodes the specified GetOutcome message. Does not implicitly {@link patx.v1.GetOutcome.verify|verify} messages.
             * @param message GetOutcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.GetOutcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified GetOutcome message, length delimited. Does not implicitly {@link patx.v1.GetOutcome.verify|verify} messages.
             * @param message GetOutcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.GetOutcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetOutcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.GetOutcome & patx.v1.GetOutcome.$Shape} GetOutcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.GetOutcome & patx.v1.GetOutcome.$Shape;

            /**
             * Decodes a GetOutcome message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.GetOutcome & patx.v1.GetOutcome.$Shape} GetOutcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.GetOutcome & patx.v1.GetOutcome.$Shape;
        }

        namespace GetOutcome {

            /** Properties of a GetOutcome. */
            interface $Properties {

                /** GetOutcome clientOrderId */
                clientOrderId?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetOutcome. */
            type $Shape = patx.v1.GetOutcome.$Properties;
        }

        /**
         * Properties of an EscrowCapacity.
         * @deprecated Use patx.v1.EscrowCapacity.$Properties instead.
         */
        interface IEscrowCapacity extends patx.v1.EscrowCapacity.$Properties {
        }

        /** Represents an EscrowCapacity. */
        class EscrowCapacity {

            /**
             * Constructs a new EscrowCapacity.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.EscrowCapacity.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EscrowCapacity clientRequestId. */
            clientRequestId: (number|Long);

            /** EscrowCapacity providerId. */
            providerId: number;

            /** EscrowCapacity segment. */
            segment: string;

            /** EscrowCapacity capacityLots. */
            capacityLots: (number|Long);

            /** EscrowCapacity attestedUntilNs. */
            attestedUntilNs: (number|Long);

            /**
             * Creates a new EscrowCapacity instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EscrowCapacity instance
             */
            static create(properties: patx.v1.EscrowCapacity.$Shape): patx.v1.EscrowCapacity & patx.v1.EscrowCapacity.$Shape;
            static create(properties?: patx.v1.EscrowCapacity.$Properties): patx.v1.EscrowCapacity;

            /**
             * Encodes the specified EscrowCapacity message. Does not implicitly {@link patx.v1.EscrowCapacity.verify|verify} messages.
             * @param message EscrowCapacity message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.EscrowCapacity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified EscrowCapacity message, length delimited. Does not implicitly {@link patx.v1.EscrowCapacity.verify|verify} messages.
             * @param message EscrowCapacity message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.EscrowCapacity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EscrowCapacity message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.EscrowCapacity & patx.v1.EscrowCapacity.$Shape} EscrowCapacity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.EscrowCapacity & patx.v1.EscrowCapacity.$Shape;

            /**
             * Decodes an EscrowCapacity message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.EscrowCapacity & patx.v1.EscrowCapacity.$Shape} EscrowCapacity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.EscrowCapacity & patx.v1.EscrowCapacity.$Shape;
        }

        namespace EscrowCapacity {

            /** Properties of an EscrowCapacity. */
            interface $Properties {

                /** EscrowCapacity clientRequestId */
                clientRequestId?: (number|Long|null);

                /** EscrowCapacity providerId */
                providerId?: (number|null);

                /** EscrowCapacity segment */
                segment?: (string|null);

                /** EscrowCapacity capacityLots */
                capacityLots?: (number|Long|null);

                /** EscrowCapacity attestedUntilNs */
                attestedUntilNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EscrowCapacity. */
            type $Shape = patx.v1.EscrowCapacity.$Properties;
        }

        /**
         * Properties of a MintRights.
         * @deprecated Use patx.v1.MintRights.$Properties instead.
         */
        interface IMintRights extends patx.v1.MintRights.$Properties {
        }

        /** Represents a MintRights. */
        class MintRights {

            /**
             * Constructs a new MintRights.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.MintRights.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MintRights clientRequestId. */
            clientRequestId: (number|Long);

            /** MintRights seriesId. */
            seriesId: number;

            /** MintRights quantityLots. */
            quantityLots: (number|Long);

            /**
             * Creates a new MintRights instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MintRights instance
             */
            static create(properties: patx.v1.MintRights.$Shape): patx.v1.MintRights & patx.v1.MintRights.$Shape;
            static create(properties?: patx.v1.MintRights.$Properties): patx.v1.MintRights;

            /**
             * Encodes the specified MintRights message. Does not implicitly {@link patx.v1.MintRights.verify|verify} messages.
             * @param message MintRights message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.MintRights.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified MintRights message, length delimited. Does not implicitly {@link patx.v1.MintRights.verify|verify} messages.
             * @param message MintRights message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.MintRights.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MintRights message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.MintRights & patx.v1.MintRights.$Shape} MintRights
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.MintRights & patx.v1.MintRights.$Shape;

            /**
             * Decodes a MintRights message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.MintRights & patx.v1.MintRights.$Shape} MintRights
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.MintRights & patx.v1.MintRights.$Shape;
        }

        namespace MintRights {

            /** Properties of a MintRights. */
            interface $Properties {

                /** MintRights clientRequestId */
                clientRequestId?: (number|Long|null);

                /** MintRights seriesId */
                seriesId?: (number|null);

                /** MintRights quantityLots */
                quantityLots?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MintRights. */
            type $Shape = patx.v1.MintRights.$Properties;
        }

        /**
         * Properties of a WithdrawRights.
         * @deprecated Use patx.v1.WithdrawRights.$Properties instead.
         */
        interface IWithdrawRights extends patx.v1.WithdrawRights.$Properties {
        }

        /** Represents a WithdrawRights. */
        class WithdrawRights {

            /**
             * Constructs a new WithdrawRights.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.WithdrawRights.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WithdrawRights clientRequestId. */
            clientRequestId: (number|Long);

            /** WithdrawRights seriesId. */
            seriesId: number;

            /** WithdrawRights quantityLots. */
            quantityLots: (number|Long);

            /**
             * Creates a new WithdrawRights instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WithdrawRights instance
             */
            static create(properties: patx.v1.WithdrawRights.$Shape): patx.v1.WithdrawRights & patx.v1.WithdrawRights.$Shape;
            static create(properties?: patx.v1.WithdrawRights.$Properties): patx.v1.WithdrawRights;

            /**
             * Encodes the specified WithdrawRights message. Does not implicitly {@link patx.v1.WithdrawRights.verify|verify} messages.
             * @param message WithdrawRights message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.WithdrawRights.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified WithdrawRights message, length delimited. Does not implicitly {@link patx.v1.WithdrawRights.verify|verify} messages.
             * @param message WithdrawRights message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.WithdrawRights.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WithdrawRights message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.WithdrawRights & patx.v1.WithdrawRights.$Shape} WithdrawRights
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.WithdrawRights & patx.v1.WithdrawRights.$Shape;

            /**
             * Decodes a WithdrawRights message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.WithdrawRights & patx.v1.WithdrawRights.$Shape} WithdrawRights
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.WithdrawRights & patx.v1.WithdrawRights.$Shape;
        }

        namespace WithdrawRights {

            /** Properties of a WithdrawRights. */
            interface $Properties {

                /** WithdrawRights clientRequestId */
                clientRequestId?: (number|Long|null);

                /** WithdrawRights seriesId */
                seriesId?: (number|null);

                /** WithdrawRights quantityLots */
                quantityLots?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WithdrawRights. */
            type $Shape = patx.v1.WithdrawRights.$Properties;
        }

        /**
         * Properties of a NoticeDelivery.
         * @deprecated Use patx.v1.NoticeDelivery.$Properties instead.
         */
        interface INoticeDelivery extends patx.v1.NoticeDelivery.$Properties {
        }

        /** Represents a NoticeDelivery. */
        class NoticeDelivery {

            /**
             * Constructs a new NoticeDelivery.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.NoticeDelivery.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NoticeDelivery deliveryId. */
            deliveryId: (number|Long);

            /** NoticeDelivery contentHash. */
            contentHash: Uint8Array;

            /** NoticeDelivery location. */
            location: string;

            /**
             * Creates a new NoticeDelivery instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NoticeDelivery instance
             */
            static create(properties: patx.v1.NoticeDelivery.$Shape): patx.v1.NoticeDelivery & patx.v1.NoticeDelivery.$Shape;
            static create(properties?: patx.v1.NoticeDelivery.$Properties): patx.v1.NoticeDelivery;

            /**
             * Encodes the specified NoticeDelivery message. Does not implicitly {@link patx.v1.NoticeDelivery.verify|verify} messages.
             * @param message NoticeDelivery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.NoticeDelivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified NoticeDelivery message, length delimited. Does not implicitly {@link patx.v1.NoticeDelivery.verify|verify} messages.
             * @param message NoticeDelivery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.NoticeDelivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NoticeDelivery message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.NoticeDelivery & patx.v1.NoticeDelivery.$Shape} NoticeDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.NoticeDelivery & patx.v1.NoticeDelivery.$Shape;

            /**
             * Decodes a NoticeDelivery message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.NoticeDelivery & patx.v1.NoticeDelivery.$Shape} NoticeDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.NoticeDelivery & patx.v1.NoticeDelivery.$Shape;
        }

        namespace NoticeDelivery {

            /** Properties of a NoticeDelivery. */
            interface $Properties {

                /** NoticeDelivery deliveryId */
                deliveryId?: (number|Long|null);

                /** NoticeDelivery contentHash */
                contentHash?: (Uint8Array|null);

                /** NoticeDelivery location */
                location?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NoticeDelivery. */
            type $Shape = patx.v1.NoticeDelivery.$Properties;
        }

        /**
         * Properties of an AcceptDelivery.
         * @deprecated Use patx.v1.AcceptDelivery.$Properties instead.
         */
        interface IAcceptDelivery extends patx.v1.AcceptDelivery.$Properties {
        }

        /** Represents an AcceptDelivery. */
        class AcceptDelivery {

            /**
             * Constructs a new AcceptDelivery.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AcceptDelivery.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AcceptDelivery deliveryId. */
            deliveryId: (number|Long);

            /** AcceptDelivery signature. */
            signature: Uint8Array;

            /** AcceptDelivery keyId. */
            keyId: number;

            /**
             * Creates a new AcceptDelivery instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AcceptDelivery instance
             */
            static create(properties: patx.v1.AcceptDelivery.$Shape): patx.v1.AcceptDelivery & patx.v1.AcceptDelivery.$Shape;
            static create(properties?: patx.v1.AcceptDelivery.$Properties): patx.v1.AcceptDelivery;

            /**
             * Encodes the specified AcceptDelivery message. Does not implicitly {@link patx.v1.AcceptDelivery.verify|verify} messages.
             * @param message AcceptDelivery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AcceptDelivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AcceptDelivery message, length delimited. Does not implicitly {@link patx.v1.AcceptDelivery.verify|verify} messages.
             * @param message AcceptDelivery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AcceptDelivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AcceptDelivery message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AcceptDelivery & patx.v1.AcceptDelivery.$Shape} AcceptDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AcceptDelivery & patx.v1.AcceptDelivery.$Shape;

            /**
             * Decodes an AcceptDelivery message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AcceptDelivery & patx.v1.AcceptDelivery.$Shape} AcceptDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AcceptDelivery & patx.v1.AcceptDelivery.$Shape;
        }

        namespace AcceptDelivery {

            /** Properties of an AcceptDelivery. */
            interface $Properties {

                /** AcceptDelivery deliveryId */
                deliveryId?: (number|Long|null);

                /** AcceptDelivery signature */
                signature?: (Uint8Array|null);

                /** AcceptDelivery keyId */
                keyId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AcceptDelivery. */
            type $Shape = patx.v1.AcceptDelivery.$Properties;
        }

        /**
         * Properties of a DisputeDelivery.
         * @deprecated Use patx.v1.DisputeDelivery.$Properties instead.
         */
        interface IDisputeDelivery extends patx.v1.DisputeDelivery.$Properties {
        }

        /** Represents a DisputeDelivery. */
        class DisputeDelivery {

            /**
             * Constructs a new DisputeDelivery.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.DisputeDelivery.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DisputeDelivery deliveryId. */
            deliveryId: (number|Long);

            /** DisputeDelivery reason. */
            reason: string;

            /**
             * Creates a new DisputeDelivery instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DisputeDelivery instance
             */
            static create(properties: patx.v1.DisputeDelivery.$Shape): patx.v1.DisputeDelivery & patx.v1.DisputeDelivery.$Shape;
            static create(properties?: patx.v1.DisputeDelivery.$Properties): patx.v1.DisputeDelivery;

            /**
             * Encodes the specified DisputeDelivery message. Does not implicitly {@link patx.v1.DisputeDelivery.verify|verify} messages.
             * @param message DisputeDelivery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.DisputeDelivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified DisputeDelivery message, length delimited. Does not implicitly {@link patx.v1.DisputeDelivery.verify|verify} messages.
             * @param message DisputeDelivery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.DisputeDelivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DisputeDelivery message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.DisputeDelivery & patx.v1.DisputeDelivery.$Shape} DisputeDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.DisputeDelivery & patx.v1.DisputeDelivery.$Shape;

            /**
             * Decodes a DisputeDelivery message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.DisputeDelivery & patx.v1.DisputeDelivery.$Shape} DisputeDelivery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.DisputeDelivery & patx.v1.DisputeDelivery.$Shape;
        }

        namespace DisputeDelivery {

            /** Properties of a DisputeDelivery. */
            interface $Properties {

                /** DisputeDelivery deliveryId */
                deliveryId?: (number|Long|null);

                /** DisputeDelivery reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DisputeDelivery. */
            type $Shape = patx.v1.DisputeDelivery.$Properties;
        }

        /**
         * Properties of a RuleDispute.
         * @deprecated Use patx.v1.RuleDispute.$Properties instead.
         */
        interface IRuleDispute extends patx.v1.RuleDispute.$Properties {
        }

        /** Represents a RuleDispute. */
        class RuleDispute {

            /**
             * Constructs a new RuleDispute.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RuleDispute.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RuleDispute deliveryId. */
            deliveryId: (number|Long);

            /** RuleDispute upheld. */
            upheld: boolean;

            /** RuleDispute reason. */
            reason: string;

            /**
             * Creates a new RuleDispute instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RuleDispute instance
             */
            static create(properties: patx.v1.RuleDispute.$Shape): patx.v1.RuleDispute & patx.v1.RuleDispute.$Shape;
            static create(properties?: patx.v1.RuleDispute.$Properties): patx.v1.RuleDispute;

            /**
             * Encodes the specified RuleDispute message. Does not implicitly {@link patx.v1.RuleDispute.verify|verify} messages.
             * @param message RuleDispute message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RuleDispute.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RuleDispute message, length delimited. Does not implicitly {@link patx.v1.RuleDispute.verify|verify} messages.
             * @param message RuleDispute message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RuleDispute.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RuleDispute message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RuleDispute & patx.v1.RuleDispute.$Shape} RuleDispute
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RuleDispute & patx.v1.RuleDispute.$Shape;

            /**
             * Decodes a RuleDispute message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RuleDispute & patx.v1.RuleDispute.$Shape} RuleDispute
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RuleDispute & patx.v1.RuleDispute.$Shape;
        }

        namespace RuleDispute {

            /** Properties of a RuleDispute. */
            interface $Properties {

                /** RuleDispute deliveryId */
                deliveryId?: (number|Long|null);

                /** RuleDispute upheld */
                upheld?: (boolean|null);

                /** RuleDispute reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RuleDispute. */
            type $Shape = patx.v1.RuleDispute.$Properties;
        }

        /**
         * Properties of an AcknowledgeTicket.
         * @deprecated Use patx.v1.AcknowledgeTicket.$Properties instead.
         */
        interface IAcknowledgeTicket extends patx.v1.AcknowledgeTicket.$Properties {
        }

        /** Represents an AcknowledgeTicket. */
        class AcknowledgeTicket {

            /**
             * Constructs a new AcknowledgeTicket.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AcknowledgeTicket.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AcknowledgeTicket deliveryId. */
            deliveryId: (number|Long);

            /**
             * Creates a new AcknowledgeTicket instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AcknowledgeTicket instance
             */
            static create(properties: patx.v1.AcknowledgeTicket.$Shape): patx.v1.AcknowledgeTicket & patx.v1.AcknowledgeTicket.$Shape;
            static create(properties?: patx.v1.AcknowledgeTicket.$Properties): patx.v1.AcknowledgeTicket;

            /**
             * Encodes the specified AcknowledgeTicket message. Does not implicitly {@link patx.v1.AcknowledgeTicket.verify|verify} messages.
             * @param message AcknowledgeTicket message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AcknowledgeTicket.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AcknowledgeTicket message, length delimited. Does not implicitly {@link patx.v1.AcknowledgeTicket.verify|verify} messages.
             * @param message AcknowledgeTicket message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AcknowledgeTicket.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AcknowledgeTicket message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AcknowledgeTicket & patx.v1.AcknowledgeTicket.$Shape} AcknowledgeTicket
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AcknowledgeTicket & patx.v1.AcknowledgeTicket.$Shape;

            /**
             * Decodes an AcknowledgeTicket message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AcknowledgeTicket & patx.v1.AcknowledgeTicket.$Shape} AcknowledgeTicket
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AcknowledgeTicket & patx.v1.AcknowledgeTicket.$Shape;
        }

        namespace AcknowledgeTicket {

            /** Properties of an AcknowledgeTicket. */
            interface $Properties {

                /** AcknowledgeTicket deliveryId */
                deliveryId?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AcknowledgeTicket. */
            type $Shape = patx.v1.AcknowledgeTicket.$Properties;
        }

        /**
         * Properties of a SetAutoExercise.
         * @deprecated Use patx.v1.SetAutoExercise.$Properties instead.
         */
        interface ISetAutoExercise extends patx.v1.SetAutoExercise.$Properties {
        }

        /** Represents a SetAutoExercise. */
        class SetAutoExercise {

            /**
             * Constructs a new SetAutoExercise.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SetAutoExercise.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetAutoExercise seriesId. */
            seriesId: number;

            /** SetAutoExercise enabled. */
            enabled: boolean;

            /**
             * Creates a new SetAutoExercise instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetAutoExercise instance
             */
            static create(properties: patx.v1.SetAutoExercise.$Shape): patx.v1.SetAutoExercise & patx.v1.SetAutoExercise.$Shape;
            static create(properties?: patx.v1.SetAutoExercise.$Properties): patx.v1.SetAutoExercise;

            /**
             * Encodes the specified SetAutoExercise message. Does not implicitly {@link patx.v1.SetAutoExercise.verify|verify} messages.
             * @param message SetAutoExercise message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SetAutoExercise.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SetAutoExercise message, length delimited. Does not implicitly {@link patx.v1.SetAutoExercise.verify|verify} messages.
             * @param message SetAutoExercise message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SetAutoExercise.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetAutoExercise message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SetAutoExercise & patx.v1.SetAutoExercise.$Shape} SetAutoExercise
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SetAutoExercise & patx.v1.SetAutoExercise.$Shape;

            /**
             * Decodes a SetAutoExercise message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SetAutoExercise & patx.v1.SetAutoExercise.$Shape} SetAutoExercise
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SetAutoExercise & patx.v1.SetAutoExercise.$Shape;
        }

        namespace SetAutoExercise {

            /** Properties of a SetAutoExercise. */
            interface $Properties {

                /** SetAutoExercise seriesId */
                seriesId?: (number|null);

                /** SetAutoExercise enabled */
                enabled?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetAutoExercise. */
            type $Shape = patx.v1.SetAutoExercise.$Properties;
        }

        /**
         * Properties of a MoveCollateral.
         * @deprecated Use patx.v1.MoveCollateral.$Properties instead.
         */
        interface IMoveCollateral extends patx.v1.MoveCollateral.$Properties {
        }

        /** Represents a MoveCollateral. */
        class MoveCollateral {

            /**
             * Constructs a new MoveCollateral.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.MoveCollateral.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MoveCollateral clientRequestId. */
            clientRequestId: (number|Long);

            /** MoveCollateral amountMicroPat. */
            amountMicroPat: (number|Long);

            /**
             * Creates a new MoveCollateral instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MoveCollateral instance
             */
            static create(properties: patx.v1.MoveCollateral.$Shape): patx.v1.MoveCollateral & patx.v1.MoveCollateral.$Shape;
            static create(properties?: patx.v1.MoveCollateral.$Properties): patx.v1.MoveCollateral;

            /**
             * Encodes the specified MoveCollateral message. Does not implicitly {@link patx.v1.MoveCollateral.verify|verify} messages.
             * @param message MoveCollateral message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.MoveCollateral.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified MoveCollateral message, length delimited. Does not implicitly {@link patx.v1.MoveCollateral.verify|verify} messages.
             * @param message MoveCollateral message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.MoveCollateral.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MoveCollateral message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.MoveCollateral & patx.v1.MoveCollateral.$Shape} MoveCollateral
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.MoveCollateral & patx.v1.MoveCollateral.$Shape;

            /**
             * Decodes a MoveCollateral message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.MoveCollateral & patx.v1.MoveCollateral.$Shape} MoveCollateral
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.MoveCollateral & patx.v1.MoveCollateral.$Shape;
        }

        namespace MoveCollateral {

            /** Properties of a MoveCollateral. */
            interface $Properties {

                /** MoveCollateral clientRequestId */
                clientRequestId?: (number|Long|null);

                /** MoveCollateral amountMicroPat */
                amountMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MoveCollateral. */
            type $Shape = patx.v1.MoveCollateral.$Properties;
        }

        /**
         * Properties of a SetProtection.
         * @deprecated Use patx.v1.SetProtection.$Properties instead.
         */
        interface ISetProtection extends patx.v1.SetProtection.$Properties {
        }

        /** Represents a SetProtection. */
        class SetProtection {

            /**
             * Constructs a new SetProtection.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SetProtection.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetProtection clientRequestId. */
            clientRequestId: (number|Long);

            /** SetProtection targetAccountId. */
            targetAccountId: number;

            /** SetProtection windowMs. */
            windowMs: (number|Long);

            /** SetProtection maxFills. */
            maxFills: (number|Long);

            /** SetProtection maxQuantityLots. */
            maxQuantityLots: (number|Long);

            /** SetProtection maxDeltaMicroPat. */
            maxDeltaMicroPat: (number|Long);

            /**
             * Creates a new SetProtection instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetProtection instance
             */
            static create(properties: patx.v1.SetProtection.$Shape): patx.v1.SetProtection & patx.v1.SetProtection.$Shape;
            static create(properties?: patx.v1.SetProtection.$Properties): patx.v1.SetProtection;

            /**
             * Encodes the specified SetProtection message. Does not implicitly {@link patx.v1.SetProtection.verify|verify} messages.
             * @param message SetProtection message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SetProtection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SetProtection message, length delimited. Does not implicitly {@link patx.v1.SetProtection.verify|verify} messages.
             * @param message SetProtection message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SetProtection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetProtection message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SetProtection & patx.v1.SetProtection.$Shape} SetProtection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SetProtection & patx.v1.SetProtection.$Shape;

            /**
             * Decodes a SetProtection message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SetProtection & patx.v1.SetProtection.$Shape} SetProtection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SetProtection & patx.v1.SetProtection.$Shape;
        }

        namespace SetProtection {

            /** Properties of a SetProtection. */
            interface $Properties {

                /** SetProtection clientRequestId */
                clientRequestId?: (number|Long|null);

                /** SetProtection targetAccountId */
                targetAccountId?: (number|null);

                /** SetProtection windowMs */
                windowMs?: (number|Long|null);

                /** SetProtection maxFills */
                maxFills?: (number|Long|null);

                /** SetProtection maxQuantityLots */
                maxQuantityLots?: (number|Long|null);

                /** SetProtection maxDeltaMicroPat */
                maxDeltaMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetProtection. */
            type $Shape = patx.v1.SetProtection.$Properties;
        }

        /**
         * Properties of a ResetProtection.
         * @deprecated Use patx.v1.ResetProtection.$Properties instead.
         */
        interface IResetProtection extends patx.v1.ResetProtection.$Properties {
        }

        /** Represents a ResetProtection. */
        class ResetProtection {

            /**
             * Constructs a new ResetProtection.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ResetProtection.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResetProtection clientRequestId. */
            clientRequestId: (number|Long);

            /** ResetProtection targetAccountId. */
            targetAccountId: number;

            /**
             * Creates a new ResetProtection instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResetProtection instance
             */
            static create(properties: patx.v1.ResetProtection.$Shape): patx.v1.ResetProtection & patx.v1.ResetProtection.$Shape;
            static create(properties?: patx.v1.ResetProtection.$Properties): patx.v1.ResetProtection;

            /**
             * Encodes the specified ResetProtection message. Does not implicitly {@link patx.v1.ResetProtection.verify|verify} messages.
             * @param message ResetProtection message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ResetProtection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ResetProtection message, length delimited. Does not implicitly {@link patx.v1.ResetProtection.verify|verify} messages.
             * @param message ResetProtection message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ResetProtection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResetProtection message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ResetProtection & patx.v1.ResetProtection.$Shape} ResetProtection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ResetProtection & patx.v1.ResetProtection.$Shape;

            /**
             * Decodes a ResetProtection message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ResetProtection & patx.v1.ResetProtection.$Shape} ResetProtection
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ResetProtection & patx.v1.ResetProtection.$Shape;
        }

        namespace ResetProtection {

            /** Properties of a ResetProtection. */
            interface $Properties {

                /** ResetProtection clientRequestId */
                clientRequestId?: (number|Long|null);

                /** ResetProtection targetAccountId */
                targetAccountId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResetProtection. */
            type $Shape = patx.v1.ResetProtection.$Properties;
        }

        /**
         * Properties of an OpenAccount.
         * @deprecated Use patx.v1.OpenAccount.$Properties instead.
         */
        interface IOpenAccount extends patx.v1.OpenAccount.$Properties {
        }

        /** Represents an OpenAccount. */
        class OpenAccount {

            /**
             * Constructs a new OpenAccount.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.OpenAccount.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenAccount clientRequestId. */
            clientRequestId: (number|Long);

            /** OpenAccount role. */
            role: patx.v1.AccountRole;

            /** OpenAccount accountClass. */
            accountClass: patx.v1.AccountClass;

            /** OpenAccount firmGroup. */
            firmGroup: number;

            /** OpenAccount publicKey. */
            publicKey: Uint8Array;

            /** OpenAccount scopes. */
            scopes: patx.v1.KeyScope[];

            /** OpenAccount name. */
            name: string;

            /**
             * Creates a new OpenAccount instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenAccount instance
             */
            static create(properties: patx.v1.OpenAccount.$Shape): patx.v1.OpenAccount & patx.v1.OpenAccount.$Shape;
            static create(properties?: patx.v1.OpenAccount.$Properties): patx.v1.OpenAccount;

            /**
             * Encodes the specified OpenAccount message. Does not implicitly {@link patx.v1.OpenAccount.verify|verify} messages.
             * @param message OpenAccount message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.OpenAccount.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified OpenAccount message, length delimited. Does not implicitly {@link patx.v1.OpenAccount.verify|verify} messages.
             * @param message OpenAccount message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.OpenAccount.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenAccount message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.OpenAccount & patx.v1.OpenAccount.$Shape} OpenAccount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.OpenAccount & patx.v1.OpenAccount.$Shape;

            /**
             * Decodes an OpenAccount message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.OpenAccount & patx.v1.OpenAccount.$Shape} OpenAccount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.OpenAccount & patx.v1.OpenAccount.$Shape;
        }

        namespace OpenAccount {

            /** Properties of an OpenAccount. */
            interface $Properties {

                /** OpenAccount clientRequestId */
                clientRequestId?: (number|Long|null);

                /** OpenAccount role */
                role?: (patx.v1.AccountRole|null);

                /** OpenAccount accountClass */
                accountClass?: (patx.v1.AccountClass|null);

                /** OpenAccount firmGroup */
                firmGroup?: (number|null);

                /** OpenAccount publicKey */
                publicKey?: (Uint8Array|null);

                /** OpenAccount scopes */
                scopes?: (patx.v1.KeyScope[]|null);

                /** OpenAccount name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenAccount. */
            type $Shape = patx.v1.OpenAccount.$Properties;
        }

        /**
         * Properties of an UpdateAccount.
         * @deprecated Use patx.v1.UpdateAccount.$Properties instead.
         */
        interface IUpdateAccount extends patx.v1.UpdateAccount.$Properties {
        }

        /** Represents an UpdateAccount. */
        class UpdateAccount {

            /**
             * Constructs a new UpdateAccount.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.UpdateAccount.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UpdateAccount targetAccountId. */
            targetAccountId: number;

            /** UpdateAccount accountClass. */
            accountClass: patx.v1.AccountClass;

            /** UpdateAccount exposureLimitMicroPat. */
            exposureLimitMicroPat: (number|Long);

            /** UpdateAccount dailyCreditMicroPat. */
            dailyCreditMicroPat: (number|Long);

            /**
             * Creates a new UpdateAccount instance using the specified properties.
             * @param [properties] Properties to set
             * @returns UpdateAccount instance
             */
            static create(properties: patx.v1.UpdateAccount.$Shape): patx.v1.UpdateAccount & patx.v1.UpdateAccount.$Shape;
            static create(properties?: patx.v1.UpdateAccount.$Properties): patx.v1.UpdateAccount;

            /**
             * Encodes the specified UpdateAccount message. Does not implicitly {@link patx.v1.UpdateAccount.verify|verify} messages.
             * @param message UpdateAccount message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.UpdateAccount.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified UpdateAccount message, length delimited. Does not implicitly {@link patx.v1.UpdateAccount.verify|verify} messages.
             * @param message UpdateAccount message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.UpdateAccount.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an UpdateAccount message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.UpdateAccount & patx.v1.UpdateAccount.$Shape} UpdateAccount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.UpdateAccount & patx.v1.UpdateAccount.$Shape;

            /**
             * Decodes an UpdateAccount message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.UpdateAccount & patx.v1.UpdateAccount.$Shape} UpdateAccount
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.UpdateAccount & patx.v1.UpdateAccount.$Shape;
        }

        namespace UpdateAccount {

            /** Properties of an UpdateAccount. */
            interface $Properties {

                /** UpdateAccount targetAccountId */
                targetAccountId?: (number|null);

                /** UpdateAccount accountClass */
                accountClass?: (patx.v1.AccountClass|null);

                /** UpdateAccount exposureLimitMicroPat */
                exposureLimitMicroPat?: (number|Long|null);

                /** UpdateAccount dailyCreditMicroPat */
                dailyCreditMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an UpdateAccount. */
            type $Shape = patx.v1.UpdateAccount.$Properties;
        }

        /**
         * Properties of an AddKey.
         * @deprecated Use patx.v1.AddKey.$Properties instead.
         */
        interface IAddKey extends patx.v1.AddKey.$Properties {
        }

        /** Represents an AddKey. */
        class AddKey {

            /**
             * Constructs a new AddKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AddKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddKey targetAccountId. */
            targetAccountId: number;

            /** AddKey publicKey. */
            publicKey: Uint8Array;

            /** AddKey scopes. */
            scopes: patx.v1.KeyScope[];

            /**
             * Creates a new AddKey instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AddKey instance
             */
            static create(properties: patx.v1.AddKey.$Shape): patx.v1.AddKey & patx.v1.AddKey.$Shape;
            static create(properties?: patx.v1.AddKey.$Properties): patx.v1.AddKey;

            /**
             * Encodes the specified AddKey message. Does not implicitly {@link patx.v1.AddKey.verify|verify} messages.
             * @param message AddKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AddKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AddKey message, length delimited. Does not implicitly {@link patx.v1.AddKey.verify|verify} messages.
             * @param message AddKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AddKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AddKey & patx.v1.AddKey.$Shape} AddKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AddKey & patx.v1.AddKey.$Shape;

            /**
             * Decodes an AddKey message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AddKey & patx.v1.AddKey.$Shape} AddKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AddKey & patx.v1.AddKey.$Shape;
        }

        namespace AddKey {

            /** Properties of an AddKey. */
            interface $Properties {

                /** AddKey targetAccountId */
                targetAccountId?: (number|null);

                /** AddKey publicKey */
                publicKey?: (Uint8Array|null);

                /** AddKey scopes */
                scopes?: (patx.v1.KeyScope[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddKey. */
            type $Shape = patx.v1.AddKey.$Properties;
        }

        /**
         * Properties of a RevokeKey.
         * @deprecated Use patx.v1.RevokeKey.$Properties instead.
         */
        interface IRevokeKey extends patx.v1.RevokeKey.$Properties {
        }

        /** Represents a RevokeKey. */
        class RevokeKey {

            /**
             * Constructs a new RevokeKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RevokeKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RevokeKey targetAccountId. */
            targetAccountId: number;

            /** RevokeKey keyId. */
            keyId: number;

            /**
             * Creates a new RevokeKey instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RevokeKey instance
             */
            static create(properties: patx.v1.RevokeKey.$Shape): patx.v1.RevokeKey & patx.v1.RevokeKey.$Shape;
            static create(properties?: patx.v1.RevokeKey.$Properties): patx.v1.RevokeKey;

            /**
             * Encodes the specified RevokeKey message. Does not implicitly {@link patx.v1.RevokeKey.verify|verify} messages.
             * @param message RevokeKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RevokeKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RevokeKey message, length delimited. Does not implicitly {@link patx.v1.RevokeKey.verify|verify} messages.
             * @param message RevokeKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RevokeKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RevokeKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RevokeKey & patx.v1.RevokeKey.$Shape} RevokeKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RevokeKey & patx.v1.RevokeKey.$Shape;

            /**
             * Decodes a RevokeKey message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RevokeKey & patx.v1.RevokeKey.$Shape} RevokeKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RevokeKey & patx.v1.RevokeKey.$Shape;
        }

        namespace RevokeKey {

            /** Properties of a RevokeKey. */
            interface $Properties {

                /** RevokeKey targetAccountId */
                targetAccountId?: (number|null);

                /** RevokeKey keyId */
                keyId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RevokeKey. */
            type $Shape = patx.v1.RevokeKey.$Properties;
        }

        /**
         * Properties of a Deposit.
         * @deprecated Use patx.v1.Deposit.$Properties instead.
         */
        interface IDeposit extends patx.v1.Deposit.$Properties {
        }

        /** Represents a Deposit. */
        class Deposit {

            /**
             * Constructs a new Deposit.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Deposit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Deposit clientRequestId. */
            clientRequestId: (number|Long);

            /** Deposit targetAccountId. */
            targetAccountId: number;

            /** Deposit amountMicroPat. */
            amountMicroPat: (number|Long);

            /**
             * Creates a new Deposit instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Deposit instance
             */
            static create(properties: patx.v1.Deposit.$Shape): patx.v1.Deposit & patx.v1.Deposit.$Shape;
            static create(properties?: patx.v1.Deposit.$Properties): patx.v1.Deposit;

            /**
             * Encodes the specified Deposit message. Does not implicitly {@link patx.v1.Deposit.verify|verify} messages.
             * @param message Deposit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Deposit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Deposit message, length delimited. Does not implicitly {@link patx.v1.Deposit.verify|verify} messages.
             * @param message Deposit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Deposit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Deposit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Deposit & patx.v1.Deposit.$Shape} Deposit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Deposit & patx.v1.Deposit.$Shape;

            /**
             * Decodes a Deposit message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Deposit & patx.v1.Deposit.$Shape} Deposit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Deposit & patx.v1.Deposit.$Shape;
        }

        namespace Deposit {

            /** Properties of a Deposit. */
            interface $Properties {

                /** Deposit clientRequestId */
                clientRequestId?: (number|Long|null);

                /** Deposit targetAccountId */
                targetAccountId?: (number|null);

                /** Deposit amountMicroPat */
                amountMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Deposit. */
            type $Shape = patx.v1.Deposit.$Properties;
        }

        /**
         * Properties of a Withdraw.
         * @deprecated Use patx.v1.Withdraw.$Properties instead.
         */
        interface IWithdraw extends patx.v1.Withdraw.$Properties {
        }

        /** Represents a Withdraw. */
        class Withdraw {

            /**
             * Constructs a new Withdraw.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Withdraw.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Withdraw clientRequestId. */
            clientRequestId: (number|Long);

            /** Withdraw targetAccountId. */
            targetAccountId: number;

            /** Withdraw amountMicroPat. */
            amountMicroPat: (number|Long);

            /**
             * Creates a new Withdraw instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Withdraw instance
             */
            static create(properties: patx.v1.Withdraw.$Shape): patx.v1.Withdraw & patx.v1.Withdraw.$Shape;
            static create(properties?: patx.v1.Withdraw.$Properties): patx.v1.Withdraw;

            /**
             * Encodes the specified Withdraw message. Does not implicitly {@link patx.v1.Withdraw.verify|verify} messages.
             * @param message Withdraw message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Withdraw.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Withdraw message, length delimited. Does not implicitly {@link patx.v1.Withdraw.verify|verify} messages.
             * @param message Withdraw message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Withdraw.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Withdraw message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Withdraw & patx.v1.Withdraw.$Shape} Withdraw
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Withdraw & patx.v1.Withdraw.$Shape;

            /**
             * Decodes a Withdraw message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Withdraw & patx.v1.Withdraw.$Shape} Withdraw
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Withdraw & patx.v1.Withdraw.$Shape;
        }

        namespace Withdraw {

            /** Properties of a Withdraw. */
            interface $Properties {

                /** Withdraw clientRequestId */
                clientRequestId?: (number|Long|null);

                /** Withdraw targetAccountId */
                targetAccountId?: (number|null);

                /** Withdraw amountMicroPat */
                amountMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Withdraw. */
            type $Shape = patx.v1.Withdraw.$Properties;
        }

        /**
         * Properties of a DefineContract.
         * @deprecated Use patx.v1.DefineContract.$Properties instead.
         */
        interface IDefineContract extends patx.v1.DefineContract.$Properties {
        }

        /** Represents a DefineContract. */
        class DefineContract {

            /**
             * Constructs a new DefineContract.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.DefineContract.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DefineContract clientRequestId. */
            clientRequestId: (number|Long);

            /** DefineContract contract. */
            contract: string;

            /** DefineContract rules. */
            rules?: (patx.v1.ContractRules.$Properties|null);

            /**
             * Creates a new DefineContract instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DefineContract instance
             */
            static create(properties: patx.v1.DefineContract.$Shape): patx.v1.DefineContract & patx.v1.DefineContract.$Shape;
            static create(properties?: patx.v1.DefineContract.$Properties): patx.v1.DefineContract;

            /**
             * Encodes the specified DefineContract message. Does not implicitly {@link patx.v1.DefineContract.verify|verify} messages.
             * @param message DefineContract message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.DefineContract.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified DefineContract message, length delimited. Does not implicitly {@link patx.v1.DefineContract.verify|verify} messages.
             * @param message DefineContract message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.DefineContract.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DefineContract message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.DefineContract & patx.v1.DefineContract.$Shape} DefineContract
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.DefineContract & patx.v1.DefineContract.$Shape;

            /**
             * Decodes a DefineContract message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.DefineContract & patx.v1.DefineContract.$Shape} DefineContract
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.DefineContract & patx.v1.DefineContract.$Shape;
        }

        namespace DefineContract {

            /** Properties of a DefineContract. */
            interface $Properties {

                /** DefineContract clientRequestId */
                clientRequestId?: (number|Long|null);

                /** DefineContract contract */
                contract?: (string|null);

                /** DefineContract rules */
                rules?: (patx.v1.ContractRules.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DefineContract. */
            type $Shape = patx.v1.DefineContract.$Properties;
        }

        /**
         * Properties of a ContractRules.
         * @deprecated Use patx.v1.ContractRules.$Properties instead.
         */
        interface IContractRules extends patx.v1.ContractRules.$Properties {
        }

        /** Represents a ContractRules. */
        class ContractRules {

            /**
             * Constructs a new ContractRules.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ContractRules.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ContractRules deliverable. */
            deliverable: string;

            /** ContractRules deliveryMethod. */
            deliveryMethod: string;

            /** ContractRules quotaPerLot. */
            quotaPerLot: (number|Long);

            /** ContractRules tickValueMicroPat. */
            tickValueMicroPat: (number|Long);

            /** ContractRules maxPriceTicks. */
            maxPriceTicks: (number|Long);

            /** ContractRules maxOrderLots. */
            maxOrderLots: (number|Long);

            /** ContractRules mintCapLots. */
            mintCapLots: (number|Long);

            /** ContractRules providerSharePpm. */
            providerSharePpm: (number|Long);

            /** ContractRules makerFeePpm. */
            makerFeePpm: (number|Long);

            /** ContractRules takerFeePpm. */
            takerFeePpm: (number|Long);

            /** ContractRules royaltyPpm. */
            royaltyPpm: (number|Long);

            /** ContractRules licensorAccountId. */
            licensorAccountId: number;

            /** ContractRules penaltyMicroPat. */
            penaltyMicroPat: (number|Long);

            /** ContractRules serviceLevelMs. */
            serviceLevelMs: (number|Long);

            /** ContractRules acceptanceMs. */
            acceptanceMs: (number|Long);

            /** ContractRules disputeWindowMs. */
            disputeWindowMs: (number|Long);

            /** ContractRules minimumClass. */
            minimumClass: patx.v1.AccountClass;

            /** ContractRules referencePriceTicks. */
            referencePriceTicks: (number|Long);

            /** ContractRules licenceHash. */
            licenceHash: Uint8Array;

            /**
             * Creates a new ContractRules instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ContractRules instance
             */
            static create(properties: patx.v1.ContractRules.$Shape): patx.v1.ContractRules & patx.v1.ContractRules.$Shape;
            static create(properties?: patx.v1.ContractRules.$Properties): patx.v1.ContractRules;

            /**
             * Encodes the specified ContractRules message. Does not implicitly {@link patx.v1.ContractRules.verify|verify} messages.
             * @param message ContractRules message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ContractRules.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ContractRules message, length delimited. Does not implicitly {@link patx.v1.ContractRules.verify|verify} messages.
             * @param message ContractRules message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ContractRules.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ContractRules message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ContractRules & patx.v1.ContractRules.$Shape} ContractRules
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ContractRules & patx.v1.ContractRules.$Shape;

            /**
             * Decodes a ContractRules message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ContractRules & patx.v1.ContractRules.$Shape} ContractRules
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ContractRules & patx.v1.ContractRules.$Shape;
        }

        namespace ContractRules {

            /** Properties of a ContractRules. */
            interface $Properties {

                /** ContractRules deliverable */
                deliverable?: (string|null);

                /** ContractRules deliveryMethod */
                deliveryMethod?: (string|null);

                /** ContractRules quotaPerLot */
                quotaPerLot?: (number|Long|null);

                /** ContractRules tickValueMicroPat */
                tickValueMicroPat?: (number|Long|null);

                /** ContractRules maxPriceTicks */
                maxPriceTicks?: (number|Long|null);

                /** ContractRules maxOrderLots */
                maxOrderLots?: (number|Long|null);

                /** ContractRules mintCapLots */
                mintCapLots?: (number|Long|null);

                /** ContractRules providerSharePpm */
                providerSharePpm?: (number|Long|null);

                /** ContractRules makerFeePpm */
                makerFeePpm?: (number|Long|null);

                /** ContractRules takerFeePpm */
                takerFeePpm?: (number|Long|null);

                /** ContractRules royaltyPpm */
                royaltyPpm?: (number|Long|null);

                /** ContractRules licensorAccountId */
                licensorAccountId?: (number|null);

                /** ContractRules penaltyMicroPat */
                penaltyMicroPat?: (number|Long|null);

                /** ContractRules serviceLevelMs */
                serviceLevelMs?: (number|Long|null);

                /** ContractRules acceptanceMs */
                acceptanceMs?: (number|Long|null);

                /** ContractRules disputeWindowMs */
                disputeWindowMs?: (number|Long|null);

                /** ContractRules minimumClass */
                minimumClass?: (patx.v1.AccountClass|null);

                /** ContractRules referencePriceTicks */
                referencePriceTicks?: (number|Long|null);

                /** ContractRules licenceHash */
                licenceHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ContractRules. */
            type $Shape = patx.v1.ContractRules.$Properties;
        }

        /**
         * Properties of an OpenSeries.
         * @deprecated Use patx.v1.OpenSeries.$Properties instead.
         */
        interface IOpenSeries extends patx.v1.OpenSeries.$Properties {
        }

        /** Represents an OpenSeries. */
        class OpenSeries {

            /**
             * Constructs a new OpenSeries.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.OpenSeries.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenSeries clientRequestId. */
            clientRequestId: (number|Long);

            /** OpenSeries contractId. */
            contractId: number;

            /** OpenSeries windowStartNs. */
            windowStartNs: (number|Long);

            /**
             * Creates a new OpenSeries instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenSeries instance
             */
            static create(properties: patx.v1.OpenSeries.$Shape): patx.v1.OpenSeries & patx.v1.OpenSeries.$Shape;
            static create(properties?: patx.v1.OpenSeries.$Properties): patx.v1.OpenSeries;

            /**
             * Encodes the specified OpenSeries message. Does not implicitly {@link patx.v1.OpenSeries.verify|verify} messages.
             * @param message OpenSeries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.OpenSeries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified OpenSeries message, length delimited. Does not implicitly {@link patx.v1.OpenSeries.verify|verify} messages.
             * @param message OpenSeries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.OpenSeries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenSeries message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.OpenSeries & patx.v1.OpenSeries.$Shape} OpenSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.OpenSeries & patx.v1.OpenSeries.$Shape;

            /**
             * Decodes an OpenSeries message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.OpenSeries & patx.v1.OpenSeries.$Shape} OpenSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.OpenSeries & patx.v1.OpenSeries.$Shape;
        }

        namespace OpenSeries {

            /** Properties of an OpenSeries. */
            interface $Properties {

                /** OpenSeries clientRequestId */
                clientRequestId?: (number|Long|null);

                /** OpenSeries contractId */
                contractId?: (number|null);

                /** OpenSeries windowStartNs */
                windowStartNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenSeries. */
            type $Shape = patx.v1.OpenSeries.$Properties;
        }

        /**
         * Properties of a SetParameter.
         * @deprecated Use patx.v1.SetParameter.$Properties instead.
         */
        interface ISetParameter extends patx.v1.SetParameter.$Properties {
        }

        /** Represents a SetParameter. */
        class SetParameter {

            /**
             * Constructs a new SetParameter.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SetParameter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetParameter clientRequestId. */
            clientRequestId: (number|Long);

            /** SetParameter name. */
            name: string;

            /** SetParameter target. */
            target: string;

            /** SetParameter value. */
            value: (number|Long);

            /** SetParameter expectedVersion. */
            expectedVersion: (number|Long);

            /** SetParameter reason. */
            reason: string;

            /** SetParameter unset. */
            unset: boolean;

            /** SetParameter effectiveTimeNs. */
            effectiveTimeNs: (number|Long);

            /**
             * Creates a new SetParameter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetParameter instance
             */
            static create(properties: patx.v1.SetParameter.$Shape): patx.v1.SetParameter & patx.v1.SetParameter.$Shape;
            static create(properties?: patx.v1.SetParameter.$Properties): patx.v1.SetParameter;

            /**
             * Encodes the specified SetParameter message. Does not implicitly {@link patx.v1.SetParameter.verify|verify} messages.
             * @param message SetParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SetParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SetParameter message, length delimited. Does not implicitly {@link patx.v1.SetParameter.verify|verify} messages.
             * @param message SetParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SetParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetParameter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SetParameter & patx.v1.SetParameter.$Shape} SetParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SetParameter & patx.v1.SetParameter.$Shape;

            /**
             * Decodes a SetParameter message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SetParameter & patx.v1.SetParameter.$Shape} SetParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SetParameter & patx.v1.SetParameter.$Shape;
        }

        namespace SetParameter {

            /** Properties of a SetParameter. */
            interface $Properties {

                /** SetParameter clientRequestId */
                clientRequestId?: (number|Long|null);

                /** SetParameter name */
                name?: (string|null);

                /** SetParameter target */
                target?: (string|null);

                /** SetParameter value */
                value?: (number|Long|null);

                /** SetParameter expectedVersion */
                expectedVersion?: (number|Long|null);

                /** SetParameter reason */
                reason?: (string|null);

                /** SetParameter unset */
                unset?: (boolean|null);

                /** SetParameter effectiveTimeNs */
                effectiveTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetParameter. */
            type $Shape = patx.v1.SetParameter.$Properties;
        }

        /**
         * Properties of an ApproveParameter.
         * @deprecated Use patx.v1.ApproveParameter.$Properties instead.
         */
        interface IApproveParameter extends patx.v1.ApproveParameter.$Properties {
        }

        /** Represents an ApproveParameter. */
        class ApproveParameter {

            /**
             * Constructs a new ApproveParameter.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ApproveParameter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ApproveParameter parameterRequestId. */
            parameterRequestId: number;

            /** ApproveParameter reason. */
            reason: string;

            /**
             * Creates a new ApproveParameter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ApproveParameter instance
             */
            static create(properties: patx.v1.ApproveParameter.$Shape): patx.v1.ApproveParameter & patx.v1.ApproveParameter.$Shape;
            static create(properties?: patx.v1.ApproveParameter.$Properties): patx.v1.ApproveParameter;

            /**
             * Encodes the specified ApproveParameter message. Does not implicitly {@link patx.v1.ApproveParameter.verify|verify} messages.
             * @param message ApproveParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ApproveParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ApproveParameter message, length delimited. Does not implicitly {@link patx.v1.ApproveParameter.verify|verify} messages.
             * @param message ApproveParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ApproveParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ApproveParameter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ApproveParameter & patx.v1.ApproveParameter.$Shape} ApproveParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ApproveParameter & patx.v1.ApproveParameter.$Shape;

            /**
             * Decodes an ApproveParameter message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ApproveParameter & patx.v1.ApproveParameter.$Shape} ApproveParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ApproveParameter & patx.v1.ApproveParameter.$Shape;
        }

        namespace ApproveParameter {

            /** Properties of an ApproveParameter. */
            interface $Properties {

                /** ApproveParameter parameterRequestId */
                parameterRequestId?: (number|null);

                /** ApproveParameter reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ApproveParameter. */
            type $Shape = patx.v1.ApproveParameter.$Properties;
        }

        /**
         * Properties of a WithdrawParameter.
         * @deprecated Use patx.v1.WithdrawParameter.$Properties instead.
         */
        interface IWithdrawParameter extends patx.v1.WithdrawParameter.$Properties {
        }

        /** Represents a WithdrawParameter. */
        class WithdrawParameter {

            /**
             * Constructs a new WithdrawParameter.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.WithdrawParameter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WithdrawParameter parameterRequestId. */
            parameterRequestId: number;

            /** WithdrawParameter reason. */
            reason: string;

            /**
             * Creates a new WithdrawParameter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WithdrawParameter instance
             */
            static create(properties: patx.v1.WithdrawParameter.$Shape): patx.v1.WithdrawParameter & patx.v1.WithdrawParameter.$Shape;
            static create(properties?: patx.v1.WithdrawParameter.$Properties): patx.v1.WithdrawParameter;

            /**
             * Encodes the specified WithdrawParameter message. Does not implicitly {@link patx.v1.WithdrawParameter.verify|verify} messages.
             * @param message WithdrawParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.WithdrawParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified WithdrawParameter message, length delimited. Does not implicitly {@link patx.v1.WithdrawParameter.verify|verify} messages.
             * @param message WithdrawParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.WithdrawParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WithdrawParameter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.WithdrawParameter & patx.v1.WithdrawParameter.$Shape} WithdrawParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.WithdrawParameter & patx.v1.WithdrawParameter.$Shape;

            /**
             * Decodes a WithdrawParameter message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.WithdrawParameter & patx.v1.WithdrawParameter.$Shape} WithdrawParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.WithdrawParameter & patx.v1.WithdrawParameter.$Shape;
        }

        namespace WithdrawParameter {

            /** Properties of a WithdrawParameter. */
            interface $Properties {

                /** WithdrawParameter parameterRequestId */
                parameterRequestId?: (number|null);

                /** WithdrawParameter reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WithdrawParameter. */
            type $Shape = patx.v1.WithdrawParameter.$Properties;
        }

        /**
         * Properties of a RollBackParameter.
         * @deprecated Use patx.v1.RollBackParameter.$Properties instead.
         */
        interface IRollBackParameter extends patx.v1.RollBackParameter.$Properties {
        }

        /** Represents a RollBackParameter. */
        class RollBackParameter {

            /**
             * Constructs a new RollBackParameter.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RollBackParameter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RollBackParameter clientRequestId. */
            clientRequestId: (number|Long);

            /** RollBackParameter name. */
            name: string;

            /** RollBackParameter target. */
            target: string;

            /** RollBackParameter version. */
            version: (number|Long);

            /** RollBackParameter expectedVersion. */
            expectedVersion: (number|Long);

            /** RollBackParameter reason. */
            reason: string;

            /** RollBackParameter effectiveTimeNs. */
            effectiveTimeNs: (number|Long);

            /**
             * Creates a new RollBackParameter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RollBackParameter instance
             */
            static create(properties: patx.v1.RollBackParameter.$Shape): patx.v1.RollBackParameter & patx.v1.RollBackParameter.$Shape;
            static create(properties?: patx.v1.RollBackParameter.$Properties): patx.v1.RollBackParameter;

            /**
             * Encodes the specified RollBackParameter message. Does not implicitly {@link patx.v1.RollBackParameter.verify|verify} messages.
             * @param message RollBackParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RollBackParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RollBackParameter message, length delimited. Does not implicitly {@link patx.v1.RollBackParameter.verify|verify} messages.
             * @param message RollBackParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RollBackParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RollBackParameter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RollBackParameter & patx.v1.RollBackParameter.$Shape} RollBackParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RollBackParameter & patx.v1.RollBackParameter.$Shape;

            /**
             * Decodes a RollBackParameter message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RollBackParameter & patx.v1.RollBackParameter.$Shape} RollBackParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RollBackParameter & patx.v1.RollBackParameter.$Shape;
        }

        namespace RollBackParameter {

            /** Properties of a RollBackParameter. */
            interface $Properties {

                /** RollBackParameter clientRequestId */
                clientRequestId?: (number|Long|null);

                /** RollBackParameter name */
                name?: (string|null);

                /** RollBackParameter target */
                target?: (string|null);

                /** RollBackParameter version */
                version?: (number|Long|null);

                /** RollBackParameter expectedVersion */
                expectedVersion?: (number|Long|null);

                /** RollBackParameter reason */
                reason?: (string|null);

                /** RollBackParameter effectiveTimeNs */
                effectiveTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RollBackParameter. */
            type $Shape = patx.v1.RollBackParameter.$Properties;
        }

        /**
         * Properties of a RequireApproval.
         * @deprecated Use patx.v1.RequireApproval.$Properties instead.
         */
        interface IRequireApproval extends patx.v1.RequireApproval.$Properties {
        }

        /** Represents a RequireApproval. */
        class RequireApproval {

            /**
             * Constructs a new RequireApproval.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RequireApproval.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RequireApproval clientRequestId. */
            clientRequestId: (number|Long);

            /** RequireApproval name. */
            name: string;

            /** RequireApproval required. */
            required: boolean;

            /** RequireApproval reason. */
            reason: string;

            /**
             * Creates a new RequireApproval instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RequireApproval instance
             */
            static create(properties: patx.v1.RequireApproval.$Shape): patx.v1.RequireApproval & patx.v1.RequireApproval.$Shape;
            static create(properties?: patx.v1.RequireApproval.$Properties): patx.v1.RequireApproval;

            /**
             * Encodes the specified RequireApproval message. Does not implicitly {@link patx.v1.RequireApproval.verify|verify} messages.
             * @param message RequireApproval message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RequireApproval.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RequireApproval message, length delimited. Does not implicitly {@link patx.v1.RequireApproval.verify|verify} messages.
             * @param message RequireApproval message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RequireApproval.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RequireApproval message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RequireApproval & patx.v1.RequireApproval.$Shape} RequireApproval
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RequireApproval & patx.v1.RequireApproval.$Shape;

            /**
             * Decodes a RequireApproval message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RequireApproval & patx.v1.RequireApproval.$Shape} RequireApproval
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RequireApproval & patx.v1.RequireApproval.$Shape;
        }

        namespace RequireApproval {

            /** Properties of a RequireApproval. */
            interface $Properties {

                /** RequireApproval clientRequestId */
                clientRequestId?: (number|Long|null);

                /** RequireApproval name */
                name?: (string|null);

                /** RequireApproval required */
                required?: (boolean|null);

                /** RequireApproval reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RequireApproval. */
            type $Shape = patx.v1.RequireApproval.$Properties;
        }

        /**
         * Properties of a SetPhase.
         * @deprecated Use patx.v1.SetPhase.$Properties instead.
         */
        interface ISetPhase extends patx.v1.SetPhase.$Properties {
        }

        /** Represents a SetPhase. */
        class SetPhase {

            /**
             * Constructs a new SetPhase.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SetPhase.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetPhase phase. */
            phase: number;

            /** SetPhase reason. */
            reason: string;

            /**
             * Creates a new SetPhase instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetPhase instance
             */
            static create(properties: patx.v1.SetPhase.$Shape): patx.v1.SetPhase & patx.v1.SetPhase.$Shape;
            static create(properties?: patx.v1.SetPhase.$Properties): patx.v1.SetPhase;

            /**
             * Encodes the specified SetPhase message. Does not implicitly {@link patx.v1.SetPhase.verify|verify} messages.
             * @param message SetPhase message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SetPhase.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SetPhase message, length delimited. Does not implicitly {@link patx.v1.SetPhase.verify|verify} messages.
             * @param message SetPhase message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SetPhase.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetPhase message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SetPhase & patx.v1.SetPhase.$Shape} SetPhase
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SetPhase & patx.v1.SetPhase.$Shape;

            /**
             * Decodes a SetPhase message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SetPhase & patx.v1.SetPhase.$Shape} SetPhase
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SetPhase & patx.v1.SetPhase.$Shape;
        }

        namespace SetPhase {

            /** Properties of a SetPhase. */
            interface $Properties {

                /** SetPhase phase */
                phase?: (number|null);

                /** SetPhase reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetPhase. */
            type $Shape = patx.v1.SetPhase.$Properties;
        }

        /**
         * Properties of a Kill.
         * @deprecated Use patx.v1.Kill.$Properties instead.
         */
        interface IKill extends patx.v1.Kill.$Properties {
        }

        /** Represents a Kill. */
        class Kill {

            /**
             * Constructs a new Kill.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Kill.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Kill killScope. */
            killScope: patx.v1.KillScope;

            /** Kill targetId. */
            targetId: number;

            /** Kill reason. */
            reason: string;

            /**
             * Creates a new Kill instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Kill instance
             */
            static create(properties: patx.v1.Kill.$Shape): patx.v1.Kill & patx.v1.Kill.$Shape;
            static create(properties?: patx.v1.Kill.$Properties): patx.v1.Kill;

            /**
             * Encodes the specified Kill message. Does not implicitly {@link patx.v1.Kill.verify|verify} messages.
             * @param message Kill message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Kill.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Kill message, length delimited. Does not implicitly {@link patx.v1.Kill.verify|verify} messages.
             * @param message Kill message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Kill.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Kill message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Kill & patx.v1.Kill.$Shape} Kill
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Kill & patx.v1.Kill.$Shape;

            /**
             * Decodes a Kill message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Kill & patx.v1.Kill.$Shape} Kill
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Kill & patx.v1.Kill.$Shape;
        }

        namespace Kill {

            /** Properties of a Kill. */
            interface $Properties {

                /** Kill killScope */
                killScope?: (patx.v1.KillScope|null);

                /** Kill targetId */
                targetId?: (number|null);

                /** Kill reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Kill. */
            type $Shape = patx.v1.Kill.$Properties;
        }

        /**
         * Properties of a ReleaseKill.
         * @deprecated Use patx.v1.ReleaseKill.$Properties instead.
         */
        interface IReleaseKill extends patx.v1.ReleaseKill.$Properties {
        }

        /** Represents a ReleaseKill. */
        class ReleaseKill {

            /**
             * Constructs a new ReleaseKill.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ReleaseKill.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReleaseKill killScope. */
            killScope: patx.v1.KillScope;

            /** ReleaseKill targetId. */
            targetId: number;

            /** ReleaseKill reason. */
            reason: string;

            /**
             * Creates a new ReleaseKill instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReleaseKill instance
             */
            static create(properties: patx.v1.ReleaseKill.$Shape): patx.v1.ReleaseKill & patx.v1.ReleaseKill.$Shape;
            static create(properties?: patx.v1.ReleaseKill.$Properties): patx.v1.ReleaseKill;

            /**
             * Encodes the specified ReleaseKill message. Does not implicitly {@link patx.v1.ReleaseKill.verify|verify} messages.
             * @param message ReleaseKill message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ReleaseKill.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ReleaseKill message, length delimited. Does not implicitly {@link patx.v1.ReleaseKill.verify|verify} messages.
             * @param message ReleaseKill message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ReleaseKill.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReleaseKill message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ReleaseKill & patx.v1.ReleaseKill.$Shape} ReleaseKill
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ReleaseKill & patx.v1.ReleaseKill.$Shape;

            /**
             * Decodes a ReleaseKill message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ReleaseKill & patx.v1.ReleaseKill.$Shape} ReleaseKill
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ReleaseKill & patx.v1.ReleaseKill.$Shape;
        }

        namespace ReleaseKill {

            /** Properties of a ReleaseKill. */
            interface $Properties {

                /** ReleaseKill killScope */
                killScope?: (patx.v1.KillScope|null);

                /** ReleaseKill targetId */
                targetId?: (number|null);

                /** ReleaseKill reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReleaseKill. */
            type $Shape = patx.v1.ReleaseKill.$Properties;
        }

        /**
         * Properties of a HaltSeries.
         * @deprecated Use patx.v1.HaltSeries.$Properties instead.
         */
        interface IHaltSeries extends patx.v1.HaltSeries.$Properties {
        }

        /** Represents a HaltSeries. */
        class HaltSeries {

            /**
             * Constructs a new HaltSeries.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.HaltSeries.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HaltSeries seriesId. */
            seriesId: number;

            /** HaltSeries reason. */
            reason: string;

            /**
             * Creates a new HaltSeries instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HaltSeries instance
             */
            static create(properties: patx.v1.HaltSeries.$Shape): patx.v1.HaltSeries & patx.v1.HaltSeries.$Shape;
            static create(properties?: patx.v1.HaltSeries.$Properties): patx.v1.HaltSeries;

            /**
             * Encodes the specified HaltSeries message. Does not implicitly {@link patx.v1.HaltSeries.verify|verify} messages.
             * @param message HaltSeries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.HaltSeries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified HaltSeries message, length delimited. Does not implicitly {@link patx.v1.HaltSeries.verify|verify} messages.
             * @param message HaltSeries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.HaltSeries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HaltSeries message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.HaltSeries & patx.v1.HaltSeries.$Shape} HaltSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.HaltSeries & patx.v1.HaltSeries.$Shape;

            /**
             * Decodes a HaltSeries message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.HaltSeries & patx.v1.HaltSeries.$Shape} HaltSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.HaltSeries & patx.v1.HaltSeries.$Shape;
        }

        namespace HaltSeries {

            /** Properties of a HaltSeries. */
            interface $Properties {

                /** HaltSeries seriesId */
                seriesId?: (number|null);

                /** HaltSeries reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HaltSeries. */
            type $Shape = patx.v1.HaltSeries.$Properties;
        }

        /**
         * Properties of a ResumeSeries.
         * @deprecated Use patx.v1.ResumeSeries.$Properties instead.
         */
        interface IResumeSeries extends patx.v1.ResumeSeries.$Properties {
        }

        /** Represents a ResumeSeries. */
        class ResumeSeries {

            /**
             * Constructs a new ResumeSeries.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ResumeSeries.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResumeSeries seriesId. */
            seriesId: number;

            /** ResumeSeries reason. */
            reason: string;

            /**
             * Creates a new ResumeSeries instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResumeSeries instance
             */
            static create(properties: patx.v1.ResumeSeries.$Shape): patx.v1.ResumeSeries & patx.v1.ResumeSeries.$Shape;
            static create(properties?: patx.v1.ResumeSeries.$Properties): patx.v1.ResumeSeries;

            /**
             * Encodes the specified ResumeSeries message. Does not implicitly {@link patx.v1.ResumeSeries.verify|verify} messages.
             * @param message ResumeSeries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ResumeSeries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ResumeSeries message, length delimited. Does not implicitly {@link patx.v1.ResumeSeries.verify|verify} messages.
             * @param message ResumeSeries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ResumeSeries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResumeSeries message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ResumeSeries & patx.v1.ResumeSeries.$Shape} ResumeSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ResumeSeries & patx.v1.ResumeSeries.$Shape;

            /**
             * Decodes a ResumeSeries message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ResumeSeries & patx.v1.ResumeSeries.$Shape} ResumeSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ResumeSeries & patx.v1.ResumeSeries.$Shape;
        }

        namespace ResumeSeries {

            /** Properties of a ResumeSeries. */
            interface $Properties {

                /** ResumeSeries seriesId */
                seriesId?: (number|null);

                /** ResumeSeries reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResumeSeries. */
            type $Shape = patx.v1.ResumeSeries.$Properties;
        }

        /**
         * Properties of a BustTrade.
         * @deprecated Use patx.v1.BustTrade.$Properties instead.
         */
        interface IBustTrade extends patx.v1.BustTrade.$Properties {
        }

        /** Represents a BustTrade. */
        class BustTrade {

            /**
             * Constructs a new BustTrade.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.BustTrade.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BustTrade seriesId. */
            seriesId: number;

            /** BustTrade tradeId. */
            tradeId: (number|Long);

            /** BustTrade reason. */
            reason: string;

            /**
             * Creates a new BustTrade instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BustTrade instance
             */
            static create(properties: patx.v1.BustTrade.$Shape): patx.v1.BustTrade & patx.v1.BustTrade.$Shape;
            static create(properties?: patx.v1.BustTrade.$Properties): patx.v1.BustTrade;

            /**
             * Encodes the specified BustTrade message. Does not implicitly {@link patx.v1.BustTrade.verify|verify} messages.
             * @param message BustTrade message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.BustTrade.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified BustTrade message, length delimited. Does not implicitly {@link patx.v1.BustTrade.verify|verify} messages.
             * @param message BustTrade message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.BustTrade.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BustTrade message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.BustTrade & patx.v1.BustTrade.$Shape} BustTrade
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.BustTrade & patx.v1.BustTrade.$Shape;

            /**
             * Decodes a BustTrade message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.BustTrade & patx.v1.BustTrade.$Shape} BustTrade
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.BustTrade & patx.v1.BustTrade.$Shape;
        }

        namespace BustTrade {

            /** Properties of a BustTrade. */
            interface $Properties {

                /** BustTrade seriesId */
                seriesId?: (number|null);

                /** BustTrade tradeId */
                tradeId?: (number|Long|null);

                /** BustTrade reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BustTrade. */
            type $Shape = patx.v1.BustTrade.$Properties;
        }

        /**
         * Properties of a GrantEntitlement.
         * @deprecated Use patx.v1.GrantEntitlement.$Properties instead.
         */
        interface IGrantEntitlement extends patx.v1.GrantEntitlement.$Properties {
        }

        /** Represents a GrantEntitlement. */
        class GrantEntitlement {

            /**
             * Constructs a new GrantEntitlement.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.GrantEntitlement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GrantEntitlement clientRequestId. */
            clientRequestId: (number|Long);

            /** GrantEntitlement holderId. */
            holderId: number;

            /** GrantEntitlement resource. */
            resource: string;

            /** GrantEntitlement actions. */
            actions: string;

            /** GrantEntitlement quota. */
            quota: (number|Long);

            /** GrantEntitlement validFromNs. */
            validFromNs: (number|Long);

            /** GrantEntitlement validToNs. */
            validToNs: (number|Long);

            /** GrantEntitlement origin. */
            origin: patx.v1.EntitlementOrigin;

            /** GrantEntitlement licenceHash. */
            licenceHash: Uint8Array;

            /**
             * Creates a new GrantEntitlement instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GrantEntitlement instance
             */
            static create(properties: patx.v1.GrantEntitlement.$Shape): patx.v1.GrantEntitlement & patx.v1.GrantEntitlement.$Shape;
            static create(properties?: patx.v1.GrantEntitlement.$Properties): patx.v1.GrantEntitlement;

            /**
             * Encodes the specified GrantEntitlement message. Does not implicitly {@link patx.v1.GrantEntitlement.verify|verify} messages.
             * @param message GrantEntitlement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.GrantEntitlement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified GrantEntitlement message, length delimited. Does not implicitly {@link patx.v1.GrantEntitlement.verify|verify} messages.
             * @param message GrantEntitlement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.GrantEntitlement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GrantEntitlement message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.GrantEntitlement & patx.v1.GrantEntitlement.$Shape} GrantEntitlement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.GrantEntitlement & patx.v1.GrantEntitlement.$Shape;

            /**
             * Decodes a GrantEntitlement message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.GrantEntitlement & patx.v1.GrantEntitlement.$Shape} GrantEntitlement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.GrantEntitlement & patx.v1.GrantEntitlement.$Shape;
        }

        namespace GrantEntitlement {

            /** Properties of a GrantEntitlement. */
            interface $Properties {

                /** GrantEntitlement clientRequestId */
                clientRequestId?: (number|Long|null);

                /** GrantEntitlement holderId */
                holderId?: (number|null);

                /** GrantEntitlement resource */
                resource?: (string|null);

                /** GrantEntitlement actions */
                actions?: (string|null);

                /** GrantEntitlement quota */
                quota?: (number|Long|null);

                /** GrantEntitlement validFromNs */
                validFromNs?: (number|Long|null);

                /** GrantEntitlement validToNs */
                validToNs?: (number|Long|null);

                /** GrantEntitlement origin */
                origin?: (patx.v1.EntitlementOrigin|null);

                /** GrantEntitlement licenceHash */
                licenceHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GrantEntitlement. */
            type $Shape = patx.v1.GrantEntitlement.$Properties;
        }

        /**
         * Properties of a RevokeEntitlement.
         * @deprecated Use patx.v1.RevokeEntitlement.$Properties instead.
         */
        interface IRevokeEntitlement extends patx.v1.RevokeEntitlement.$Properties {
        }

        /** Represents a RevokeEntitlement. */
        class RevokeEntitlement {

            /**
             * Constructs a new RevokeEntitlement.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RevokeEntitlement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RevokeEntitlement entitlementId. */
            entitlementId: (number|Long);

            /** RevokeEntitlement reason. */
            reason: string;

            /**
             * Creates a new RevokeEntitlement instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RevokeEntitlement instance
             */
            static create(properties: patx.v1.RevokeEntitlement.$Shape): patx.v1.RevokeEntitlement & patx.v1.RevokeEntitlement.$Shape;
            static create(properties?: patx.v1.RevokeEntitlement.$Properties): patx.v1.RevokeEntitlement;

            /**
             * Encodes the specified RevokeEntitlement message. Does not implicitly {@link patx.v1.RevokeEntitlement.verify|verify} messages.
             * @param message RevokeEntitlement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RevokeEntitlement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RevokeEntitlement message, length delimited. Does not implicitly {@link patx.v1.RevokeEntitlement.verify|verify} messages.
             * @param message RevokeEntitlement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RevokeEntitlement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RevokeEntitlement message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RevokeEntitlement & patx.v1.RevokeEntitlement.$Shape} RevokeEntitlement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RevokeEntitlement & patx.v1.RevokeEntitlement.$Shape;

            /**
             * Decodes a RevokeEntitlement message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RevokeEntitlement & patx.v1.RevokeEntitlement.$Shape} RevokeEntitlement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RevokeEntitlement & patx.v1.RevokeEntitlement.$Shape;
        }

        namespace RevokeEntitlement {

            /** Properties of a RevokeEntitlement. */
            interface $Properties {

                /** RevokeEntitlement entitlementId */
                entitlementId?: (number|Long|null);

                /** RevokeEntitlement reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RevokeEntitlement. */
            type $Shape = patx.v1.RevokeEntitlement.$Properties;
        }

        /**
         * Properties of a SetQuoterState.
         * @deprecated Use patx.v1.SetQuoterState.$Properties instead.
         */
        interface ISetQuoterState extends patx.v1.SetQuoterState.$Properties {
        }

        /** Represents a SetQuoterState. */
        class SetQuoterState {

            /**
             * Constructs a new SetQuoterState.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SetQuoterState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetQuoterState seriesId. */
            seriesId: number;

            /** SetQuoterState quoterState. */
            quoterState: patx.v1.QuoterState;

            /** SetQuoterState reason. */
            reason: string;

            /**
             * Creates a new SetQuoterState instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetQuoterState instance
             */
            static create(properties: patx.v1.SetQuoterState.$Shape): patx.v1.SetQuoterState & patx.v1.SetQuoterState.$Shape;
            static create(properties?: patx.v1.SetQuoterState.$Properties): patx.v1.SetQuoterState;

            /**
             * Encodes the specified SetQuoterState message. Does not implicitly {@link patx.v1.SetQuoterState.verify|verify} messages.
             * @param message SetQuoterState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SetQuoterState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SetQuoterState message, length delimited. Does not implicitly {@link patx.v1.SetQuoterState.verify|verify} messages.
             * @param message SetQuoterState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SetQuoterState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetQuoterState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SetQuoterState & patx.v1.SetQuoterState.$Shape} SetQuoterState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SetQuoterState & patx.v1.SetQuoterState.$Shape;

            /**
             * Decodes a SetQuoterState message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SetQuoterState & patx.v1.SetQuoterState.$Shape} SetQuoterState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SetQuoterState & patx.v1.SetQuoterState.$Shape;
        }

        namespace SetQuoterState {

            /** Properties of a SetQuoterState. */
            interface $Properties {

                /** SetQuoterState seriesId */
                seriesId?: (number|null);

                /** SetQuoterState quoterState */
                quoterState?: (patx.v1.QuoterState|null);

                /** SetQuoterState reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetQuoterState. */
            type $Shape = patx.v1.SetQuoterState.$Properties;
        }

        /**
         * Properties of a SetConfidence.
         * @deprecated Use patx.v1.SetConfidence.$Properties instead.
         */
        interface ISetConfidence extends patx.v1.SetConfidence.$Properties {
        }

        /** Represents a SetConfidence. */
        class SetConfidence {

            /**
             * Constructs a new SetConfidence.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SetConfidence.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetConfidence providerId. */
            providerId: number;

            /** SetConfidence segment. */
            segment: string;

            /** SetConfidence confidencePpm. */
            confidencePpm: (number|Long);

            /**
             * Creates a new SetConfidence instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetConfidence instance
             */
            static create(properties: patx.v1.SetConfidence.$Shape): patx.v1.SetConfidence & patx.v1.SetConfidence.$Shape;
            static create(properties?: patx.v1.SetConfidence.$Properties): patx.v1.SetConfidence;

            /**
             * Encodes the specified SetConfidence message. Does not implicitly {@link patx.v1.SetConfidence.verify|verify} messages.
             * @param message SetConfidence message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SetConfidence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SetConfidence message, length delimited. Does not implicitly {@link patx.v1.SetConfidence.verify|verify} messages.
             * @param message SetConfidence message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SetConfidence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetConfidence message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SetConfidence & patx.v1.SetConfidence.$Shape} SetConfidence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SetConfidence & patx.v1.SetConfidence.$Shape;

            /**
             * Decodes a SetConfidence message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SetConfidence & patx.v1.SetConfidence.$Shape} SetConfidence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SetConfidence & patx.v1.SetConfidence.$Shape;
        }

        namespace SetConfidence {

            /** Properties of a SetConfidence. */
            interface $Properties {

                /** SetConfidence providerId */
                providerId?: (number|null);

                /** SetConfidence segment */
                segment?: (string|null);

                /** SetConfidence confidencePpm */
                confidencePpm?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetConfidence. */
            type $Shape = patx.v1.SetConfidence.$Properties;
        }

        /**
         * Properties of an AdvanceTime.
         * @deprecated Use patx.v1.AdvanceTime.$Properties instead.
         */
        interface IAdvanceTime extends patx.v1.AdvanceTime.$Properties {
        }

        /** Represents an AdvanceTime. */
        class AdvanceTime {

            /**
             * Constructs a new AdvanceTime.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AdvanceTime.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new AdvanceTime instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AdvanceTime instance
             */
            static create(properties: patx.v1.AdvanceTime.$Shape): patx.v1.AdvanceTime & patx.v1.AdvanceTime.$Shape;
            static create(properties?: patx.v1.AdvanceTime.$Properties): patx.v1.AdvanceTime;

            /**
             * Encodes the specified AdvanceTime message. Does not implicitly {@link patx.v1.AdvanceTime.verify|verify} messages.
             * @param message AdvanceTime message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AdvanceTime.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AdvanceTime message, length delimited. Does not implicitly {@link patx.v1.AdvanceTime.verify|verify} messages.
             * @param message AdvanceTime message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AdvanceTime.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AdvanceTime message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AdvanceTime & patx.v1.AdvanceTime.$Shape} AdvanceTime
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AdvanceTime & patx.v1.AdvanceTime.$Shape;

            /**
             * Decodes an AdvanceTime message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AdvanceTime & patx.v1.AdvanceTime.$Shape} AdvanceTime
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AdvanceTime & patx.v1.AdvanceTime.$Shape;
        }

        namespace AdvanceTime {

            /** Properties of an AdvanceTime. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AdvanceTime. */
            type $Shape = patx.v1.AdvanceTime.$Properties;
        }

        /**
         * Properties of an OpenSession.
         * @deprecated Use patx.v1.OpenSession.$Properties instead.
         */
        interface IOpenSession extends patx.v1.OpenSession.$Properties {
        }

        /** Represents an OpenSession. */
        class OpenSession {

            /**
             * Constructs a new OpenSession.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.OpenSession.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenSession cancelOnDisconnect. */
            cancelOnDisconnect: boolean;

            /**
             * Creates a new OpenSession instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenSession instance
             */
            static create(properties: patx.v1.OpenSession.$Shape): patx.v1.OpenSession & patx.v1.OpenSession.$Shape;
            static create(properties?: patx.v1.OpenSession.$Properties): patx.v1.OpenSession;

            /**
             * Encodes the specified OpenSession message. Does not implicitly {@link patx.v1.OpenSession.verify|verify} messages.
             * @param message OpenSession message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.OpenSession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified OpenSession message, length delimited. Does not implicitly {@link patx.v1.OpenSession.verify|verify} messages.
             * @param message OpenSession message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.OpenSession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenSession message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.OpenSession & patx.v1.OpenSession.$Shape} OpenSession
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.OpenSession & patx.v1.OpenSession.$Shape;

            /**
             * Decodes an OpenSession message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.OpenSession & patx.v1.OpenSession.$Shape} OpenSession
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.OpenSession & patx.v1.OpenSession.$Shape;
        }

        namespace OpenSession {

            /** Properties of an OpenSession. */
            interface $Properties {

                /** OpenSession cancelOnDisconnect */
                cancelOnDisconnect?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenSession. */
            type $Shape = patx.v1.OpenSession.$Properties;
        }

        /**
         * Properties of a CloseSession.
         * @deprecated Use patx.v1.CloseSession.$Properties instead.
         */
        interface ICloseSession extends patx.v1.CloseSession.$Properties {
        }

        /** Represents a CloseSession. */
        class CloseSession {

            /**
             * Constructs a new CloseSession.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.CloseSession.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CloseSession clean. */
            clean: boolean;

            /**
             * Creates a new CloseSession instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CloseSession instance
             */
            static create(properties: patx.v1.CloseSession.$Shape): patx.v1.CloseSession & patx.v1.CloseSession.$Shape;
            static create(properties?: patx.v1.CloseSession.$Properties): patx.v1.CloseSession;

            /**
             * Encodes the specified CloseSession message. Does not implicitly {@link patx.v1.CloseSession.verify|verify} messages.
             * @param message CloseSession message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.CloseSession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CloseSession message, length delimited. Does not implicitly {@link patx.v1.CloseSession.verify|verify} messages.
             * @param message CloseSession message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.CloseSession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CloseSession message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.CloseSession & patx.v1.CloseSession.$Shape} CloseSession
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.CloseSession & patx.v1.CloseSession.$Shape;

            /**
             * Decodes a CloseSession message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.CloseSession & patx.v1.CloseSession.$Shape} CloseSession
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.CloseSession & patx.v1.CloseSession.$Shape;
        }

        namespace CloseSession {

            /** Properties of a CloseSession. */
            interface $Properties {

                /** CloseSession clean */
                clean?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CloseSession. */
            type $Shape = patx.v1.CloseSession.$Properties;
        }

        /**
         * Properties of a StartEpoch.
         * @deprecated Use patx.v1.StartEpoch.$Properties instead.
         */
        interface IStartEpoch extends patx.v1.StartEpoch.$Properties {
        }

        /** Represents a StartEpoch. */
        class StartEpoch {

            /**
             * Constructs a new StartEpoch.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.StartEpoch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StartEpoch epoch. */
            epoch: number;

            /** StartEpoch lastTimeNs. */
            lastTimeNs: (number|Long);

            /**
             * Creates a new StartEpoch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StartEpoch instance
             */
            static create(properties: patx.v1.StartEpoch.$Shape): patx.v1.StartEpoch & patx.v1.StartEpoch.$Shape;
            static create(properties?: patx.v1.StartEpoch.$Properties): patx.v1.StartEpoch;

            /**
             * Encodes the specified StartEpoch message. Does not implicitly {@link patx.v1.StartEpoch.verify|verify} messages.
             * @param message StartEpoch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.StartEpoch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified StartEpoch message, length delimited. Does not implicitly {@link patx.v1.StartEpoch.verify|verify} messages.
             * @param message StartEpoch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.StartEpoch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StartEpoch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.StartEpoch & patx.v1.StartEpoch.$Shape} StartEpoch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.StartEpoch & patx.v1.StartEpoch.$Shape;

            /**
             * Decodes a StartEpoch message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.StartEpoch & patx.v1.StartEpoch.$Shape} StartEpoch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.StartEpoch & patx.v1.StartEpoch.$Shape;
        }

        namespace StartEpoch {

            /** Properties of a StartEpoch. */
            interface $Properties {

                /** StartEpoch epoch */
                epoch?: (number|null);

                /** StartEpoch lastTimeNs */
                lastTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StartEpoch. */
            type $Shape = patx.v1.StartEpoch.$Properties;
        }

        /**
         * Properties of a QuoterCheckpoint.
         * @deprecated Use patx.v1.QuoterCheckpoint.$Properties instead.
         */
        interface IQuoterCheckpoint extends patx.v1.QuoterCheckpoint.$Properties {
        }

        /** Represents a QuoterCheckpoint. */
        class QuoterCheckpoint {

            /**
             * Constructs a new QuoterCheckpoint.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.QuoterCheckpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QuoterCheckpoint state. */
            state: Uint8Array;

            /**
             * Creates a new QuoterCheckpoint instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QuoterCheckpoint instance
             */
            static create(properties: patx.v1.QuoterCheckpoint.$Shape): patx.v1.QuoterCheckpoint & patx.v1.QuoterCheckpoint.$Shape;
            static create(properties?: patx.v1.QuoterCheckpoint.$Properties): patx.v1.QuoterCheckpoint;

            /**
             * Encodes the specified QuoterCheckpoint message. Does not implicitly {@link patx.v1.QuoterCheckpoint.verify|verify} messages.
             * @param message QuoterCheckpoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.QuoterCheckpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified QuoterCheckpoint message, length delimited. Does not implicitly {@link patx.v1.QuoterCheckpoint.verify|verify} messages.
             * @param message QuoterCheckpoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.QuoterCheckpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QuoterCheckpoint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.QuoterCheckpoint & patx.v1.QuoterCheckpoint.$Shape} QuoterCheckpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.QuoterCheckpoint & patx.v1.QuoterCheckpoint.$Shape;

            /**
             * Decodes a QuoterCheckpoint message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.QuoterCheckpoint & patx.v1.QuoterCheckpoint.$Shape} QuoterCheckpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.QuoterCheckpoint & patx.v1.QuoterCheckpoint.$Shape;
        }

        namespace QuoterCheckpoint {

            /** Properties of a QuoterCheckpoint. */
            interface $Properties {

                /** QuoterCheckpoint state */
                state?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QuoterCheckpoint. */
            type $Shape = patx.v1.QuoterCheckpoint.$Properties;
        }

        /**
         * Properties of an InitializeVenue.
         * @deprecated Use patx.v1.InitializeVenue.$Properties instead.
         */
        interface IInitializeVenue extends patx.v1.InitializeVenue.$Properties {
        }

        /** Represents an InitializeVenue. */
        class InitializeVenue {

            /**
             * Constructs a new InitializeVenue.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.InitializeVenue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InitializeVenue venue. */
            venue: string;

            /** InitializeVenue brokerPublicKey. */
            brokerPublicKey: Uint8Array;

            /** InitializeVenue operatorPublicKey. */
            operatorPublicKey: Uint8Array;

            /** InitializeVenue limits. */
            limits?: (patx.v1.VenueLimits.$Properties|null);

            /** InitializeVenue coreVersion. */
            coreVersion: number;

            /** InitializeVenue furtherOperators. */
            furtherOperators: patx.v1.FurtherOperator.$Properties[];

            /**
             * Creates a new InitializeVenue instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InitializeVenue instance
             */
            static create(properties: patx.v1.InitializeVenue.$Shape): patx.v1.InitializeVenue & patx.v1.InitializeVenue.$Shape;
            static create(properties?: patx.v1.InitializeVenue.$Properties): patx.v1.InitializeVenue;

            /**
             * Encodes the specified InitializeVenue message. Does not implicitly {@link patx.v1.InitializeVenue.verify|verify} messages.
             * @param message InitializeVenue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.InitializeVenue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified InitializeVenue message, length delimited. Does not implicitly {@link patx.v1.InitializeVenue.verify|verify} messages.
             * @param message InitializeVenue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.InitializeVenue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InitializeVenue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.InitializeVenue & patx.v1.InitializeVenue.$Shape} InitializeVenue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.InitializeVenue & patx.v1.InitializeVenue.$Shape;

            /**
             * Decodes an InitializeVenue message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.InitializeVenue & patx.v1.InitializeVenue.$Shape} InitializeVenue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.InitializeVenue & patx.v1.InitializeVenue.$Shape;
        }

        namespace InitializeVenue {

            /** Properties of an InitializeVenue. */
            interface $Properties {

                /** InitializeVenue venue */
                venue?: (string|null);

                /** InitializeVenue brokerPublicKey */
                brokerPublicKey?: (Uint8Array|null);

                /** InitializeVenue operatorPublicKey */
                operatorPublicKey?: (Uint8Array|null);

                /** InitializeVenue limits */
                limits?: (patx.v1.VenueLimits.$Properties|null);

                /** InitializeVenue coreVersion */
                coreVersion?: (number|null);

                /** InitializeVenue furtherOperators */
                furtherOperators?: (patx.v1.FurtherOperator.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InitializeVenue. */
            type $Shape = patx.v1.InitializeVenue.$Properties;
        }

        /**
         * Properties of a FurtherOperator.
         * @deprecated Use patx.v1.FurtherOperator.$Properties instead.
         */
        interface IFurtherOperator extends patx.v1.FurtherOperator.$Properties {
        }

        /** Represents a FurtherOperator. */
        class FurtherOperator {

            /**
             * Constructs a new FurtherOperator.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.FurtherOperator.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FurtherOperator name. */
            name: string;

            /** FurtherOperator publicKey. */
            publicKey: Uint8Array;

            /**
             * Creates a new FurtherOperator instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FurtherOperator instance
             */
            static create(properties: patx.v1.FurtherOperator.$Shape): patx.v1.FurtherOperator & patx.v1.FurtherOperator.$Shape;
            static create(properties?: patx.v1.FurtherOperator.$Properties): patx.v1.FurtherOperator;

            /**
             * Encodes the specified FurtherOperator message. Does not implicitly {@link patx.v1.FurtherOperator.verify|verify} messages.
             * @param message FurtherOperator message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.FurtherOperator.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified FurtherOperator message, length delimited. Does not implicitly {@link patx.v1.FurtherOperator.verify|verify} messages.
             * @param message FurtherOperator message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.FurtherOperator.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FurtherOperator message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.FurtherOperator & patx.v1.FurtherOperator.$Shape} FurtherOperator
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.FurtherOperator & patx.v1.FurtherOperator.$Shape;

            /**
             * Decodes a FurtherOperator message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.FurtherOperator & patx.v1.FurtherOperator.$Shape} FurtherOperator
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.FurtherOperator & patx.v1.FurtherOperator.$Shape;
        }

        namespace FurtherOperator {

            /** Properties of a FurtherOperator. */
            interface $Properties {

                /** FurtherOperator name */
                name?: (string|null);

                /** FurtherOperator publicKey */
                publicKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FurtherOperator. */
            type $Shape = patx.v1.FurtherOperator.$Properties;
        }

        /**
         * Properties of a VenueLimits.
         * @deprecated Use patx.v1.VenueLimits.$Properties instead.
         */
        interface IVenueLimits extends patx.v1.VenueLimits.$Properties {
        }

        /** Represents a VenueLimits. */
        class VenueLimits {

            /**
             * Constructs a new VenueLimits.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.VenueLimits.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VenueLimits maxOrders. */
            maxOrders: number;

            /** VenueLimits maxAccounts. */
            maxAccounts: number;

            /** VenueLimits maxSeries. */
            maxSeries: number;

            /** VenueLimits maxPositions. */
            maxPositions: number;

            /** VenueLimits maxObligations. */
            maxObligations: number;

            /** VenueLimits maxDeliveries. */
            maxDeliveries: number;

            /** VenueLimits maxIdSpaces. */
            maxIdSpaces: number;

            /** VenueLimits outcomesPerIdSpace. */
            outcomesPerIdSpace: number;

            /** VenueLimits maxPricePages. */
            maxPricePages: number;

            /** VenueLimits maxEntitlements. */
            maxEntitlements: number;

            /** VenueLimits maxBustableTrades. */
            maxBustableTrades: number;

            /**
             * Creates a new VenueLimits instance using the specified properties.
             * @param [properties] Properties to set
             * @returns VenueLimits instance
             */
            static create(properties: patx.v1.VenueLimits.$Shape): patx.v1.VenueLimits & patx.v1.VenueLimits.$Shape;
            static create(properties?: patx.v1.VenueLimits.$Properties): patx.v1.VenueLimits;

            /**
             * Encodes the specified VenueLimits message. Does not implicitly {@link patx.v1.VenueLimits.verify|verify} messages.
             * @param message VenueLimits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.VenueLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified VenueLimits message, length delimited. Does not implicitly {@link patx.v1.VenueLimits.verify|verify} messages.
             * @param message VenueLimits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.VenueLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VenueLimits message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.VenueLimits & patx.v1.VenueLimits.$Shape} VenueLimits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.VenueLimits & patx.v1.VenueLimits.$Shape;

            /**
             * Decodes a VenueLimits message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.VenueLimits & patx.v1.VenueLimits.$Shape} VenueLimits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.VenueLimits & patx.v1.VenueLimits.$Shape;
        }

        namespace VenueLimits {

            /** Properties of a VenueLimits. */
            interface $Properties {

                /** VenueLimits maxOrders */
                maxOrders?: (number|null);

                /** VenueLimits maxAccounts */
                maxAccounts?: (number|null);

                /** VenueLimits maxSeries */
                maxSeries?: (number|null);

                /** VenueLimits maxPositions */
                maxPositions?: (number|null);

                /** VenueLimits maxObligations */
                maxObligations?: (number|null);

                /** VenueLimits maxDeliveries */
                maxDeliveries?: (number|null);

                /** VenueLimits maxIdSpaces */
                maxIdSpaces?: (number|null);

                /** VenueLimits outcomesPerIdSpace */
                outcomesPerIdSpace?: (number|null);

                /** VenueLimits maxPricePages */
                maxPricePages?: (number|null);

                /** VenueLimits maxEntitlements */
                maxEntitlements?: (number|null);

                /** VenueLimits maxBustableTrades */
                maxBustableTrades?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VenueLimits. */
            type $Shape = patx.v1.VenueLimits.$Properties;
        }

        /**
         * Properties of a SetCoreVersion.
         * @deprecated Use patx.v1.SetCoreVersion.$Properties instead.
         */
        interface ISetCoreVersion extends patx.v1.SetCoreVersion.$Properties {
        }

        /** Represents a SetCoreVersion. */
        class SetCoreVersion {

            /**
             * Constructs a new SetCoreVersion.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SetCoreVersion.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetCoreVersion coreVersion. */
            coreVersion: number;

            /**
             * Creates a new SetCoreVersion instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetCoreVersion instance
             */
            static create(properties: patx.v1.SetCoreVersion.$Shape): patx.v1.SetCoreVersion & patx.v1.SetCoreVersion.$Shape;
            static create(properties?: patx.v1.SetCoreVersion.$Properties): patx.v1.SetCoreVersion;

            /**
             * Encodes the specified SetCoreVersion message. Does not implicitly {@link patx.v1.SetCoreVersion.verify|verify} messages.
             * @param message SetCoreVersion message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SetCoreVersion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SetCoreVersion message, length delimited. Does not implicitly {@link patx.v1.SetCoreVersion.verify|verify} messages.
             * @param message SetCoreVersion message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SetCoreVersion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetCoreVersion message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SetCoreVersion & patx.v1.SetCoreVersion.$Shape} SetCoreVersion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SetCoreVersion & patx.v1.SetCoreVersion.$Shape;

            /**
             * Decodes a SetCoreVersion message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SetCoreVersion & patx.v1.SetCoreVersion.$Shape} SetCoreVersion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SetCoreVersion & patx.v1.SetCoreVersion.$Shape;
        }

        namespace SetCoreVersion {

            /** Properties of a SetCoreVersion. */
            interface $Properties {

                /** SetCoreVersion coreVersion */
                coreVersion?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetCoreVersion. */
            type $Shape = patx.v1.SetCoreVersion.$Properties;
        }

        /**
         * Properties of a CarryOver.
         * @deprecated Use patx.v1.CarryOver.$Properties instead.
         */
        interface ICarryOver extends patx.v1.CarryOver.$Properties {
        }

        /** Represents a CarryOver. */
        class CarryOver {

            /**
             * Constructs a new CarryOver.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.CarryOver.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CarryOver begin. */
            begin?: (patx.v1.CarryBegin.$Properties|null);

            /** CarryOver rows. */
            rows: Uint8Array;

            /** CarryOver end. */
            end?: (patx.v1.CarryEnd.$Properties|null);

            /**
             * Creates a new CarryOver instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CarryOver instance
             */
            static create(properties: patx.v1.CarryOver.$Shape): patx.v1.CarryOver & patx.v1.CarryOver.$Shape;
            static create(properties?: patx.v1.CarryOver.$Properties): patx.v1.CarryOver;

            /**
             * Encodes the specified CarryOver message. Does not implicitly {@link patx.v1.CarryOver.verify|verify} messages.
             * @param message CarryOver message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.CarryOver.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CarryOver message, length delimited. Does not implicitly {@link patx.v1.CarryOver.verify|verify} messages.
             * @param message CarryOver message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.CarryOver.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CarryOver message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.CarryOver & patx.v1.CarryOver.$Shape} CarryOver
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.CarryOver & patx.v1.CarryOver.$Shape;

            /**
             * Decodes a CarryOver message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.CarryOver & patx.v1.CarryOver.$Shape} CarryOver
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.CarryOver & patx.v1.CarryOver.$Shape;
        }

        namespace CarryOver {

            /** Properties of a CarryOver. */
            interface $Properties {

                /** CarryOver begin */
                begin?: (patx.v1.CarryBegin.$Properties|null);

                /** CarryOver rows */
                rows?: (Uint8Array|null);

                /** CarryOver end */
                end?: (patx.v1.CarryEnd.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CarryOver. */
            type $Shape = patx.v1.CarryOver.$Properties;
        }

        /**
         * Properties of a CarryBegin.
         * @deprecated Use patx.v1.CarryBegin.$Properties instead.
         */
        interface ICarryBegin extends patx.v1.CarryBegin.$Properties {
        }

        /** Represents a CarryBegin. */
        class CarryBegin {

            /**
             * Constructs a new CarryBegin.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.CarryBegin.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CarryBegin coreVersion. */
            coreVersion: number;

            /** CarryBegin previousCoreVersion. */
            previousCoreVersion: number;

            /** CarryBegin previousFrameHash. */
            previousFrameHash: Uint8Array;

            /** CarryBegin limits. */
            limits?: (patx.v1.VenueLimits.$Properties|null);

            /**
             * Creates a new CarryBegin instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CarryBegin instance
             */
            static create(properties: patx.v1.CarryBegin.$Shape): patx.v1.CarryBegin & patx.v1.CarryBegin.$Shape;
            static create(properties?: patx.v1.CarryBegin.$Properties): patx.v1.CarryBegin;

            /**
             * Encodes the specified CarryBegin message. Does not implicitly {@link patx.v1.CarryBegin.verify|verify} messages.
             * @param message CarryBegin message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.CarryBegin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CarryBegin message, length delimited. Does not implicitly {@link patx.v1.CarryBegin.verify|verify} messages.
             * @param message CarryBegin message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.CarryBegin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CarryBegin message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.CarryBegin & patx.v1.CarryBegin.$Shape} CarryBegin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.CarryBegin & patx.v1.CarryBegin.$Shape;

            /**
             * Decodes a CarryBegin message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.CarryBegin & patx.v1.CarryBegin.$Shape} CarryBegin
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.CarryBegin & patx.v1.CarryBegin.$Shape;
        }

        namespace CarryBegin {

            /** Properties of a CarryBegin. */
            interface $Properties {

                /** CarryBegin coreVersion */
                coreVersion?: (number|null);

                /** CarryBegin previousCoreVersion */
                previousCoreVersion?: (number|null);

                /** CarryBegin previousFrameHash */
                previousFrameHash?: (Uint8Array|null);

                /** CarryBegin limits */
                limits?: (patx.v1.VenueLimits.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CarryBegin. */
            type $Shape = patx.v1.CarryBegin.$Properties;
        }

        /**
         * Properties of a CarryEnd.
         * @deprecated Use patx.v1.CarryEnd.$Properties instead.
         */
        interface ICarryEnd extends patx.v1.CarryEnd.$Properties {
        }

        /** Represents a CarryEnd. */
        class CarryEnd {

            /**
             * Constructs a new CarryEnd.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.CarryEnd.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CarryEnd parts. */
            parts: number;

            /** CarryEnd digest. */
            digest: Uint8Array;

            /**
             * Creates a new CarryEnd instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CarryEnd instance
             */
            static create(properties: patx.v1.CarryEnd.$Shape): patx.v1.CarryEnd & patx.v1.CarryEnd.$Shape;
            static create(properties?: patx.v1.CarryEnd.$Properties): patx.v1.CarryEnd;

            /**
             * Encodes the specified CarryEnd message. Does not implicitly {@link patx.v1.CarryEnd.verify|verify} messages.
             * @param message CarryEnd message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.CarryEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CarryEnd message, length delimited. Does not implicitly {@link patx.v1.CarryEnd.verify|verify} messages.
             * @param message CarryEnd message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.CarryEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CarryEnd message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.CarryEnd & patx.v1.CarryEnd.$Shape} CarryEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.CarryEnd & patx.v1.CarryEnd.$Shape;

            /**
             * Decodes a CarryEnd message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.CarryEnd & patx.v1.CarryEnd.$Shape} CarryEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.CarryEnd & patx.v1.CarryEnd.$Shape;
        }

        namespace CarryEnd {

            /** Properties of a CarryEnd. */
            interface $Properties {

                /** CarryEnd parts */
                parts?: (number|null);

                /** CarryEnd digest */
                digest?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CarryEnd. */
            type $Shape = patx.v1.CarryEnd.$Properties;
        }

        /**
         * Properties of a BindChain.
         * @deprecated Use patx.v1.BindChain.$Properties instead.
         */
        interface IBindChain extends patx.v1.BindChain.$Properties {
        }

        /** Represents a BindChain. */
        class BindChain {

            /**
             * Constructs a new BindChain.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.BindChain.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BindChain chainId. */
            chainId: (number|Long);

            /** BindChain clearing. */
            clearing: Uint8Array;

            /** BindChain token. */
            token: Uint8Array;

            /**
             * Creates a new BindChain instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BindChain instance
             */
            static create(properties: patx.v1.BindChain.$Shape): patx.v1.BindChain & patx.v1.BindChain.$Shape;
            static create(properties?: patx.v1.BindChain.$Properties): patx.v1.BindChain;

            /**
             * Encodes the specified BindChain message. Does not implicitly {@link patx.v1.BindChain.verify|verify} messages.
             * @param message BindChain message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.BindChain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified BindChain message, length delimited. Does not implicitly {@link patx.v1.BindChain.verify|verify} messages.
             * @param message BindChain message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.BindChain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BindChain message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.BindChain & patx.v1.BindChain.$Shape} BindChain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.BindChain & patx.v1.BindChain.$Shape;

            /**
             * Decodes a BindChain message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.BindChain & patx.v1.BindChain.$Shape} BindChain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.BindChain & patx.v1.BindChain.$Shape;
        }

        namespace BindChain {

            /** Properties of a BindChain. */
            interface $Properties {

                /** BindChain chainId */
                chainId?: (number|Long|null);

                /** BindChain clearing */
                clearing?: (Uint8Array|null);

                /** BindChain token */
                token?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BindChain. */
            type $Shape = patx.v1.BindChain.$Properties;
        }

        /**
         * Properties of a LinkWallet.
         * @deprecated Use patx.v1.LinkWallet.$Properties instead.
         */
        interface ILinkWallet extends patx.v1.LinkWallet.$Properties {
        }

        /** Represents a LinkWallet. */
        class LinkWallet {

            /**
             * Constructs a new LinkWallet.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.LinkWallet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LinkWallet targetAccountId. */
            targetAccountId: number;

            /** LinkWallet address. */
            address: Uint8Array;

            /**
             * Creates a new LinkWallet instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LinkWallet instance
             */
            static create(properties: patx.v1.LinkWallet.$Shape): patx.v1.LinkWallet & patx.v1.LinkWallet.$Shape;
            static create(properties?: patx.v1.LinkWallet.$Properties): patx.v1.LinkWallet;

            /**
             * Encodes the specified LinkWallet message. Does not implicitly {@link patx.v1.LinkWallet.verify|verify} messages.
             * @param message LinkWallet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.LinkWallet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified LinkWallet message, length delimited. Does not implicitly {@link patx.v1.LinkWallet.verify|verify} messages.
             * @param message LinkWallet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.LinkWallet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LinkWallet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.LinkWallet & patx.v1.LinkWallet.$Shape} LinkWallet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.LinkWallet & patx.v1.LinkWallet.$Shape;

            /**
             * Decodes a LinkWallet message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.LinkWallet & patx.v1.LinkWallet.$Shape} LinkWallet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.LinkWallet & patx.v1.LinkWallet.$Shape;
        }

        namespace LinkWallet {

            /** Properties of a LinkWallet. */
            interface $Properties {

                /** LinkWallet targetAccountId */
                targetAccountId?: (number|null);

                /** LinkWallet address */
                address?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LinkWallet. */
            type $Shape = patx.v1.LinkWallet.$Properties;
        }

        /**
         * Properties of a RegisterWallet.
         * @deprecated Use patx.v1.RegisterWallet.$Properties instead.
         */
        interface IRegisterWallet extends patx.v1.RegisterWallet.$Properties {
        }

        /** Represents a RegisterWallet. */
        class RegisterWallet {

            /**
             * Constructs a new RegisterWallet.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RegisterWallet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RegisterWallet chainAccountId. */
            chainAccountId: number;

            /** RegisterWallet address. */
            address: Uint8Array;

            /**
             * Creates a new RegisterWallet instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RegisterWallet instance
             */
            static create(properties: patx.v1.RegisterWallet.$Shape): patx.v1.RegisterWallet & patx.v1.RegisterWallet.$Shape;
            static create(properties?: patx.v1.RegisterWallet.$Properties): patx.v1.RegisterWallet;

            /**
             * Encodes the specified RegisterWallet message. Does not implicitly {@link patx.v1.RegisterWallet.verify|verify} messages.
             * @param message RegisterWallet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RegisterWallet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RegisterWallet message, length delimited. Does not implicitly {@link patx.v1.RegisterWallet.verify|verify} messages.
             * @param message RegisterWallet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RegisterWallet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RegisterWallet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RegisterWallet & patx.v1.RegisterWallet.$Shape} RegisterWallet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RegisterWallet & patx.v1.RegisterWallet.$Shape;

            /**
             * Decodes a RegisterWallet message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RegisterWallet & patx.v1.RegisterWallet.$Shape} RegisterWallet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RegisterWallet & patx.v1.RegisterWallet.$Shape;
        }

        namespace RegisterWallet {

            /** Properties of a RegisterWallet. */
            interface $Properties {

                /** RegisterWallet chainAccountId */
                chainAccountId?: (number|null);

                /** RegisterWallet address */
                address?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RegisterWallet. */
            type $Shape = patx.v1.RegisterWallet.$Properties;
        }

        /**
         * Properties of a CreditDeposit.
         * @deprecated Use patx.v1.CreditDeposit.$Properties instead.
         */
        interface ICreditDeposit extends patx.v1.CreditDeposit.$Properties {
        }

        /** Represents a CreditDeposit. */
        class CreditDeposit {

            /**
             * Constructs a new CreditDeposit.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.CreditDeposit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CreditDeposit depositSequence. */
            depositSequence: (number|Long);

            /** CreditDeposit chainAccountId. */
            chainAccountId: number;

            /** CreditDeposit amountMicroPat. */
            amountMicroPat: (number|Long);

            /**
             * Creates a new CreditDeposit instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CreditDeposit instance
             */
            static create(properties: patx.v1.CreditDeposit.$Shape): patx.v1.CreditDeposit & patx.v1.CreditDeposit.$Shape;
            static create(properties?: patx.v1.CreditDeposit.$Properties): patx.v1.CreditDeposit;

            /**
             * Encodes the specified CreditDeposit message. Does not implicitly {@link patx.v1.CreditDeposit.verify|verify} messages.
             * @param message CreditDeposit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.CreditDeposit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CreditDeposit message, length delimited. Does not implicitly {@link patx.v1.CreditDeposit.verify|verify} messages.
             * @param message CreditDeposit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.CreditDeposit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CreditDeposit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.CreditDeposit & patx.v1.CreditDeposit.$Shape} CreditDeposit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.CreditDeposit & patx.v1.CreditDeposit.$Shape;

            /**
             * Decodes a CreditDeposit message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.CreditDeposit & patx.v1.CreditDeposit.$Shape} CreditDeposit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.CreditDeposit & patx.v1.CreditDeposit.$Shape;
        }

        namespace CreditDeposit {

            /** Properties of a CreditDeposit. */
            interface $Properties {

                /** CreditDeposit depositSequence */
                depositSequence?: (number|Long|null);

                /** CreditDeposit chainAccountId */
                chainAccountId?: (number|null);

                /** CreditDeposit amountMicroPat */
                amountMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CreditDeposit. */
            type $Shape = patx.v1.CreditDeposit.$Properties;
        }

        /**
         * Properties of a HoldWithdrawal.
         * @deprecated Use patx.v1.HoldWithdrawal.$Properties instead.
         */
        interface IHoldWithdrawal extends patx.v1.HoldWithdrawal.$Properties {
        }

        /** Represents a HoldWithdrawal. */
        class HoldWithdrawal {

            /**
             * Constructs a new HoldWithdrawal.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.HoldWithdrawal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HoldWithdrawal requestSequence. */
            requestSequence: (number|Long);

            /** HoldWithdrawal chainAccountId. */
            chainAccountId: number;

            /** HoldWithdrawal amountMicroPat. */
            amountMicroPat: (number|Long);

            /**
             * Creates a new HoldWithdrawal instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HoldWithdrawal instance
             */
            static create(properties: patx.v1.HoldWithdrawal.$Shape): patx.v1.HoldWithdrawal & patx.v1.HoldWithdrawal.$Shape;
            static create(properties?: patx.v1.HoldWithdrawal.$Properties): patx.v1.HoldWithdrawal;

            /**
             * Encodes the specified HoldWithdrawal message. Does not implicitly {@link patx.v1.HoldWithdrawal.verify|verify} messages.
             * @param message HoldWithdrawal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.HoldWithdrawal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified HoldWithdrawal message, length delimited. Does not implicitly {@link patx.v1.HoldWithdrawal.verify|verify} messages.
             * @param message HoldWithdrawal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.HoldWithdrawal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HoldWithdrawal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.HoldWithdrawal & patx.v1.HoldWithdrawal.$Shape} HoldWithdrawal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.HoldWithdrawal & patx.v1.HoldWithdrawal.$Shape;

            /**
             * Decodes a HoldWithdrawal message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.HoldWithdrawal & patx.v1.HoldWithdrawal.$Shape} HoldWithdrawal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.HoldWithdrawal & patx.v1.HoldWithdrawal.$Shape;
        }

        namespace HoldWithdrawal {

            /** Properties of a HoldWithdrawal. */
            interface $Properties {

                /** HoldWithdrawal requestSequence */
                requestSequence?: (number|Long|null);

                /** HoldWithdrawal chainAccountId */
                chainAccountId?: (number|null);

                /** HoldWithdrawal amountMicroPat */
                amountMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HoldWithdrawal. */
            type $Shape = patx.v1.HoldWithdrawal.$Properties;
        }

        /**
         * Properties of a PayWithdrawal.
         * @deprecated Use patx.v1.PayWithdrawal.$Properties instead.
         */
        interface IPayWithdrawal extends patx.v1.PayWithdrawal.$Properties {
        }

        /** Represents a PayWithdrawal. */
        class PayWithdrawal {

            /**
             * Constructs a new PayWithdrawal.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.PayWithdrawal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PayWithdrawal requestSequence. */
            requestSequence: (number|Long);

            /** PayWithdrawal chainAccountId. */
            chainAccountId: number;

            /** PayWithdrawal paidMicroPat. */
            paidMicroPat: (number|Long);

            /**
             * Creates a new PayWithdrawal instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PayWithdrawal instance
             */
            static create(properties: patx.v1.PayWithdrawal.$Shape): patx.v1.PayWithdrawal & patx.v1.PayWithdrawal.$Shape;
            static create(properties?: patx.v1.PayWithdrawal.$Properties): patx.v1.PayWithdrawal;

            /**
             * Encodes the specified PayWithdrawal message. Does not implicitly {@link patx.v1.PayWithdrawal.verify|verify} messages.
             * @param message PayWithdrawal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.PayWithdrawal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified PayWithdrawal message, length delimited. Does not implicitly {@link patx.v1.PayWithdrawal.verify|verify} messages.
             * @param message PayWithdrawal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.PayWithdrawal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PayWithdrawal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.PayWithdrawal & patx.v1.PayWithdrawal.$Shape} PayWithdrawal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.PayWithdrawal & patx.v1.PayWithdrawal.$Shape;

            /**
             * Decodes a PayWithdrawal message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.PayWithdrawal & patx.v1.PayWithdrawal.$Shape} PayWithdrawal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.PayWithdrawal & patx.v1.PayWithdrawal.$Shape;
        }

        namespace PayWithdrawal {

            /** Properties of a PayWithdrawal. */
            interface $Properties {

                /** PayWithdrawal requestSequence */
                requestSequence?: (number|Long|null);

                /** PayWithdrawal chainAccountId */
                chainAccountId?: (number|null);

                /** PayWithdrawal paidMicroPat */
                paidMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PayWithdrawal. */
            type $Shape = patx.v1.PayWithdrawal.$Properties;
        }

        /**
         * Properties of a VoidWithdrawal.
         * @deprecated Use patx.v1.VoidWithdrawal.$Properties instead.
         */
        interface IVoidWithdrawal extends patx.v1.VoidWithdrawal.$Properties {
        }

        /** Represents a VoidWithdrawal. */
        class VoidWithdrawal {

            /**
             * Constructs a new VoidWithdrawal.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.VoidWithdrawal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VoidWithdrawal requestSequence. */
            requestSequence: (number|Long);

            /** VoidWithdrawal chainAccountId. */
            chainAccountId: number;

            /**
             * Creates a new VoidWithdrawal instance using the specified properties.
             * @param [properties] Properties to set
             * @returns VoidWithdrawal instance
             */
            static create(properties: patx.v1.VoidWithdrawal.$Shape): patx.v1.VoidWithdrawal & patx.v1.VoidWithdrawal.$Shape;
            static create(properties?: patx.v1.VoidWithdrawal.$Properties): patx.v1.VoidWithdrawal;

            /**
             * Encodes the specified VoidWithdrawal message. Does not implicitly {@link patx.v1.VoidWithdrawal.verify|verify} messages.
             * @param message VoidWithdrawal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.VoidWithdrawal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified VoidWithdrawal message, length delimited. Does not implicitly {@link patx.v1.VoidWithdrawal.verify|verify} messages.
             * @param message VoidWithdrawal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.VoidWithdrawal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VoidWithdrawal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.VoidWithdrawal & patx.v1.VoidWithdrawal.$Shape} VoidWithdrawal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.VoidWithdrawal & patx.v1.VoidWithdrawal.$Shape;

            /**
             * Decodes a VoidWithdrawal message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.VoidWithdrawal & patx.v1.VoidWithdrawal.$Shape} VoidWithdrawal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.VoidWithdrawal & patx.v1.VoidWithdrawal.$Shape;
        }

        namespace VoidWithdrawal {

            /** Properties of a VoidWithdrawal. */
            interface $Properties {

                /** VoidWithdrawal requestSequence */
                requestSequence?: (number|Long|null);

                /** VoidWithdrawal chainAccountId */
                chainAccountId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VoidWithdrawal. */
            type $Shape = patx.v1.VoidWithdrawal.$Properties;
        }

        /**
         * Properties of a ConfirmBatch.
         * @deprecated Use patx.v1.ConfirmBatch.$Properties instead.
         */
        interface IConfirmBatch extends patx.v1.ConfirmBatch.$Properties {
        }

        /** Represents a ConfirmBatch. */
        class ConfirmBatch {

            /**
             * Constructs a new ConfirmBatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ConfirmBatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ConfirmBatch batchId. */
            batchId: (number|Long);

            /** ConfirmBatch batchHash. */
            batchHash: Uint8Array;

            /** ConfirmBatch ledgerSequence. */
            ledgerSequence: (number|Long);

            /** ConfirmBatch requestSequence. */
            requestSequence: (number|Long);

            /** ConfirmBatch liabilitiesRoot. */
            liabilitiesRoot: Uint8Array;

            /** ConfirmBatch liabilitiesSumMicroPat. */
            liabilitiesSumMicroPat: (number|Long);

            /**
             * Creates a new ConfirmBatch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ConfirmBatch instance
             */
            static create(properties: patx.v1.ConfirmBatch.$Shape): patx.v1.ConfirmBatch & patx.v1.ConfirmBatch.$Shape;
            static create(properties?: patx.v1.ConfirmBatch.$Properties): patx.v1.ConfirmBatch;

            /**
             * Encodes the specified ConfirmBatch message. Does not implicitly {@link patx.v1.ConfirmBatch.verify|verify} messages.
             * @param message ConfirmBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ConfirmBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ConfirmBatch message, length delimited. Does not implicitly {@link patx.v1.ConfirmBatch.verify|verify} messages.
             * @param message ConfirmBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ConfirmBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ConfirmBatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ConfirmBatch & patx.v1.ConfirmBatch.$Shape} ConfirmBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ConfirmBatch & patx.v1.ConfirmBatch.$Shape;

            /**
             * Decodes a ConfirmBatch message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ConfirmBatch & patx.v1.ConfirmBatch.$Shape} ConfirmBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ConfirmBatch & patx.v1.ConfirmBatch.$Shape;
        }

        namespace ConfirmBatch {

            /** Properties of a ConfirmBatch. */
            interface $Properties {

                /** ConfirmBatch batchId */
                batchId?: (number|Long|null);

                /** ConfirmBatch batchHash */
                batchHash?: (Uint8Array|null);

                /** ConfirmBatch ledgerSequence */
                ledgerSequence?: (number|Long|null);

                /** ConfirmBatch requestSequence */
                requestSequence?: (number|Long|null);

                /** ConfirmBatch liabilitiesRoot */
                liabilitiesRoot?: (Uint8Array|null);

                /** ConfirmBatch liabilitiesSumMicroPat */
                liabilitiesSumMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ConfirmBatch. */
            type $Shape = patx.v1.ConfirmBatch.$Properties;
        }

        /**
         * Properties of an ObservePhase.
         * @deprecated Use patx.v1.ObservePhase.$Properties instead.
         */
        interface IObservePhase extends patx.v1.ObservePhase.$Properties {
        }

        /** Represents an ObservePhase. */
        class ObservePhase {

            /**
             * Constructs a new ObservePhase.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ObservePhase.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ObservePhase phase. */
            phase: number;

            /** ObservePhase blockNumber. */
            blockNumber: (number|Long);

            /**
             * Creates a new ObservePhase instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ObservePhase instance
             */
            static create(properties: patx.v1.ObservePhase.$Shape): patx.v1.ObservePhase & patx.v1.ObservePhase.$Shape;
            static create(properties?: patx.v1.ObservePhase.$Properties): patx.v1.ObservePhase;

            /**
             * Encodes the specified ObservePhase message. Does not implicitly {@link patx.v1.ObservePhase.verify|verify} messages.
             * @param message ObservePhase message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ObservePhase.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ObservePhase message, length delimited. Does not implicitly {@link patx.v1.ObservePhase.verify|verify} messages.
             * @param message ObservePhase message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ObservePhase.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ObservePhase message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ObservePhase & patx.v1.ObservePhase.$Shape} ObservePhase
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ObservePhase & patx.v1.ObservePhase.$Shape;

            /**
             * Decodes an ObservePhase message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ObservePhase & patx.v1.ObservePhase.$Shape} ObservePhase
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ObservePhase & patx.v1.ObservePhase.$Shape;
        }

        namespace ObservePhase {

            /** Properties of an ObservePhase. */
            interface $Properties {

                /** ObservePhase phase */
                phase?: (number|null);

                /** ObservePhase blockNumber */
                blockNumber?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ObservePhase. */
            type $Shape = patx.v1.ObservePhase.$Properties;
        }

        /**
         * Properties of an ObserveEscape.
         * @deprecated Use patx.v1.ObserveEscape.$Properties instead.
         */
        interface IObserveEscape extends patx.v1.ObserveEscape.$Properties {
        }

        /** Represents an ObserveEscape. */
        class ObserveEscape {

            /**
             * Constructs a new ObserveEscape.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ObserveEscape.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ObserveEscape batchId. */
            batchId: (number|Long);

            /**
             * Creates a new ObserveEscape instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ObserveEscape instance
             */
            static create(properties: patx.v1.ObserveEscape.$Shape): patx.v1.ObserveEscape & patx.v1.ObserveEscape.$Shape;
            static create(properties?: patx.v1.ObserveEscape.$Properties): patx.v1.ObserveEscape;

            /**
             * Encodes the specified ObserveEscape message. Does not implicitly {@link patx.v1.ObserveEscape.verify|verify} messages.
             * @param message ObserveEscape message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ObserveEscape.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ObserveEscape message, length delimited. Does not implicitly {@link patx.v1.ObserveEscape.verify|verify} messages.
             * @param message ObserveEscape message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ObserveEscape.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ObserveEscape message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ObserveEscape & patx.v1.ObserveEscape.$Shape} ObserveEscape
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ObserveEscape & patx.v1.ObserveEscape.$Shape;

            /**
             * Decodes an ObserveEscape message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ObserveEscape & patx.v1.ObserveEscape.$Shape} ObserveEscape
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ObserveEscape & patx.v1.ObserveEscape.$Shape;
        }

        namespace ObserveEscape {

            /** Properties of an ObserveEscape. */
            interface $Properties {

                /** ObserveEscape batchId */
                batchId?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ObserveEscape. */
            type $Shape = patx.v1.ObserveEscape.$Properties;
        }

        /** ErrorCode enum. */
        enum ErrorCode {

            /** ERROR_CODE_UNSPECIFIED value */
            ERROR_CODE_UNSPECIFIED = 0,

            /** ERROR_CODE_DUPLICATE value */
            ERROR_CODE_DUPLICATE = 1,

            /** ERROR_CODE_KILLED value */
            ERROR_CODE_KILLED = 2,

            /** ERROR_CODE_PHASE value */
            ERROR_CODE_PHASE = 3,

            /** ERROR_CODE_NOT_QUALIFIED value */
            ERROR_CODE_NOT_QUALIFIED = 4,

            /** ERROR_CODE_SERIES_CLOSED value */
            ERROR_CODE_SERIES_CLOSED = 5,

            /** ERROR_CODE_RATE value */
            ERROR_CODE_RATE = 6,

            /** ERROR_CODE_TICK_LOT value */
            ERROR_CODE_TICK_LOT = 7,

            /** ERROR_CODE_MAX_QTY value */
            ERROR_CODE_MAX_QTY = 8,

            /** ERROR_CODE_MAX_NOTIONAL value */
            ERROR_CODE_MAX_NOTIONAL = 9,

            /** ERROR_CODE_COLLAR value */
            ERROR_CODE_COLLAR = 10,

            /** ERROR_CODE_SELF_MATCH value */
            ERROR_CODE_SELF_MATCH = 11,

            /** ERROR_CODE_OPEN_ORDERS value */
            ERROR_CODE_OPEN_ORDERS = 12,

            /** ERROR_CODE_EXPOSURE value */
            ERROR_CODE_EXPOSURE = 13,

            /** ERROR_CODE_ESCROW_OR_PAT value */
            ERROR_CODE_ESCROW_OR_PAT = 14,

            /** ERROR_CODE_MARGIN value */
            ERROR_CODE_MARGIN = 15,

            /** ERROR_CODE_DAILY_CREDIT value */
            ERROR_CODE_DAILY_CREDIT = 16,

            /** ERROR_CODE_PROTECTED value */
            ERROR_CODE_PROTECTED = 17,

            /** ERROR_CODE_ID_TOO_OLD value */
            ERROR_CODE_ID_TOO_OLD = 20,

            /** ERROR_CODE_ID_NOT_ASCENDING value */
            ERROR_CODE_ID_NOT_ASCENDING = 21,

            /** ERROR_CODE_NEVER_SEEN value */
            ERROR_CODE_NEVER_SEEN = 22,

            /** ERROR_CODE_ID_REFUSED value */
            ERROR_CODE_ID_REFUSED = 23,

            /** ERROR_CODE_UNKNOWN_ORDER value */
            ERROR_CODE_UNKNOWN_ORDER = 24,

            /** ERROR_CODE_WOULD_CROSS value */
            ERROR_CODE_WOULD_CROSS = 25,

            /** ERROR_CODE_FOK_UNFILLABLE value */
            ERROR_CODE_FOK_UNFILLABLE = 26,

            /** ERROR_CODE_CAPACITY_FULL value */
            ERROR_CODE_CAPACITY_FULL = 27,

            /** ERROR_CODE_UNKNOWN_ACCOUNT value */
            ERROR_CODE_UNKNOWN_ACCOUNT = 30,

            /** ERROR_CODE_UNKNOWN_SERIES value */
            ERROR_CODE_UNKNOWN_SERIES = 31,

            /** ERROR_CODE_UNKNOWN_CONTRACT value */
            ERROR_CODE_UNKNOWN_CONTRACT = 32,

            /** ERROR_CODE_ALREADY_EXISTS value */
            ERROR_CODE_ALREADY_EXISTS = 33,

            /** ERROR_CODE_ROLE value */
            ERROR_CODE_ROLE = 34,

            /** ERROR_CODE_SCOPE value */
            ERROR_CODE_SCOPE = 35,

            /** ERROR_CODE_INVALID_FIELD value */
            ERROR_CODE_INVALID_FIELD = 36,

            /** ERROR_CODE_ESCROW_CAPACITY value */
            ERROR_CODE_ESCROW_CAPACITY = 37,

            /** ERROR_CODE_MINT_CAP value */
            ERROR_CODE_MINT_CAP = 38,

            /** ERROR_CODE_COLLATERAL value */
            ERROR_CODE_COLLATERAL = 39,

            /** ERROR_CODE_CONFIDENCE value */
            ERROR_CODE_CONFIDENCE = 40,

            /** ERROR_CODE_INSUFFICIENT_RIGHTS value */
            ERROR_CODE_INSUFFICIENT_RIGHTS = 41,

            /** ERROR_CODE_UNKNOWN_DELIVERY value */
            ERROR_CODE_UNKNOWN_DELIVERY = 42,

            /** ERROR_CODE_DELIVERY_STATE value */
            ERROR_CODE_DELIVERY_STATE = 43,

            /** ERROR_CODE_INSUFFICIENT_PAT value */
            ERROR_CODE_INSUFFICIENT_PAT = 44,

            /** ERROR_CODE_DISPUTE_WINDOW value */
            ERROR_CODE_DISPUTE_WINDOW = 45,

            /** ERROR_CODE_UNKNOWN_PARAMETER value */
            ERROR_CODE_UNKNOWN_PARAMETER = 46,

            /** ERROR_CODE_PARAMETER_RANGE value */
            ERROR_CODE_PARAMETER_RANGE = 47,

            /** ERROR_CODE_STALE_VERSION value */
            ERROR_CODE_STALE_VERSION = 48,

            /** ERROR_CODE_SECOND_PERSON value */
            ERROR_CODE_SECOND_PERSON = 49,

            /** ERROR_CODE_NOT_KILLED value */
            ERROR_CODE_NOT_KILLED = 50,

            /** ERROR_CODE_QUOTE_STALE value */
            ERROR_CODE_QUOTE_STALE = 51,

            /** ERROR_CODE_QUOTE_CROSSED value */
            ERROR_CODE_QUOTE_CROSSED = 52,

            /** ERROR_CODE_OVERFLOW value */
            ERROR_CODE_OVERFLOW = 53,

            /** ERROR_CODE_UNKNOWN_TRADE value */
            ERROR_CODE_UNKNOWN_TRADE = 54,

            /** ERROR_CODE_BUST_TOO_LATE value */
            ERROR_CODE_BUST_TOO_LATE = 55,

            /** ERROR_CODE_UNKNOWN_ENTITLEMENT value */
            ERROR_CODE_UNKNOWN_ENTITLEMENT = 56,

            /** ERROR_CODE_PHASE_STEP value */
            ERROR_CODE_PHASE_STEP = 57,

            /** ERROR_CODE_CORE_VERSION value */
            ERROR_CODE_CORE_VERSION = 58,

            /** ERROR_CODE_AUCTION value */
            ERROR_CODE_AUCTION = 64,

            /** ERROR_CODE_UNKNOWN_PARAMETER_REQUEST value */
            ERROR_CODE_UNKNOWN_PARAMETER_REQUEST = 65,

            /** ERROR_CODE_PARAMETER_ORDER value */
            ERROR_CODE_PARAMETER_ORDER = 66,

            /** ERROR_CODE_THIN value */
            ERROR_CODE_THIN = 68,

            /** ERROR_CODE_SHARE_USED value */
            ERROR_CODE_SHARE_USED = 69,

            /** ERROR_CODE_MALFORMED value */
            ERROR_CODE_MALFORMED = 70,

            /** ERROR_CODE_TOO_LARGE value */
            ERROR_CODE_TOO_LARGE = 71,

            /** ERROR_CODE_TEXT_FRAME value */
            ERROR_CODE_TEXT_FRAME = 72,

            /** ERROR_CODE_NOT_LOGGED_ON value */
            ERROR_CODE_NOT_LOGGED_ON = 73,

            /** ERROR_CODE_BAD_SIGNATURE value */
            ERROR_CODE_BAD_SIGNATURE = 74,

            /** ERROR_CODE_ALREADY_LOGGED_ON value */
            ERROR_CODE_ALREADY_LOGGED_ON = 75,

            /** ERROR_CODE_SESSION_LIMIT value */
            ERROR_CODE_SESSION_LIMIT = 76,

            /** ERROR_CODE_SLOW_CONSUMER value */
            ERROR_CODE_SLOW_CONSUMER = 77,

            /** ERROR_CODE_HEARTBEAT_MISSED value */
            ERROR_CODE_HEARTBEAT_MISSED = 78,

            /** ERROR_CODE_UNKNOWN_MESSAGE value */
            ERROR_CODE_UNKNOWN_MESSAGE = 79,

            /** ERROR_CODE_RESUME_TOO_OLD value */
            ERROR_CODE_RESUME_TOO_OLD = 80,

            /** ERROR_CODE_SHUTTING_DOWN value */
            ERROR_CODE_SHUTTING_DOWN = 81,

            /** ERROR_CODE_IN_FLIGHT_LIMIT value */
            ERROR_CODE_IN_FLIGHT_LIMIT = 82,

            /** ERROR_CODE_SUBSCRIPTION_LIMIT value */
            ERROR_CODE_SUBSCRIPTION_LIMIT = 83,

            /** ERROR_CODE_LOGON_TIMEOUT value */
            ERROR_CODE_LOGON_TIMEOUT = 84,

            /** ERROR_CODE_STORAGE_LOW value */
            ERROR_CODE_STORAGE_LOW = 85,

            /** ERROR_CODE_OPEN_DISPUTES value */
            ERROR_CODE_OPEN_DISPUTES = 86,

            /** ERROR_CODE_MINT_HELD value */
            ERROR_CODE_MINT_HELD = 87,

            /** ERROR_CODE_CHAIN_BOUND value */
            ERROR_CODE_CHAIN_BOUND = 90,

            /** ERROR_CODE_CHAIN_UNBOUND value */
            ERROR_CODE_CHAIN_UNBOUND = 91,

            /** ERROR_CODE_CHAIN_MISMATCH value */
            ERROR_CODE_CHAIN_MISMATCH = 92,

            /** ERROR_CODE_CHAIN_GAP value */
            ERROR_CODE_CHAIN_GAP = 93,

            /** ERROR_CODE_LEDGER_NOT_EMPTY value */
            ERROR_CODE_LEDGER_NOT_EMPTY = 94,

            /** ERROR_CODE_ADDRESS_BOUND value */
            ERROR_CODE_ADDRESS_BOUND = 95,

            /** ERROR_CODE_ACCOUNT_BOUND value */
            ERROR_CODE_ACCOUNT_BOUND = 96,

            /** ERROR_CODE_ESCAPED value */
            ERROR_CODE_ESCAPED = 97,

            /** ERROR_CODE_PHASE_RULES value */
            ERROR_CODE_PHASE_RULES = 98,

            /** ERROR_CODE_WALLET_CHALLENGE value */
            ERROR_CODE_WALLET_CHALLENGE = 99,

            /** ERROR_CODE_WALLET_SIGNATURE value */
            ERROR_CODE_WALLET_SIGNATURE = 100
        }

        /** Side enum. */
        enum Side {

            /** SIDE_UNSPECIFIED value */
            SIDE_UNSPECIFIED = 0,

            /** SIDE_BUY value */
            SIDE_BUY = 1,

            /** SIDE_SELL value */
            SIDE_SELL = 2
        }

        /** OrderType enum. */
        enum OrderType {

            /** ORDER_TYPE_UNSPECIFIED value */
            ORDER_TYPE_UNSPECIFIED = 0,

            /** ORDER_TYPE_LIMIT value */
            ORDER_TYPE_LIMIT = 1,

            /** ORDER_TYPE_MARKET value */
            ORDER_TYPE_MARKET = 2,

            /** ORDER_TYPE_STOP value */
            ORDER_TYPE_STOP = 3,

            /** ORDER_TYPE_STOP_LIMIT value */
            ORDER_TYPE_STOP_LIMIT = 4,

            /** ORDER_TYPE_TRAILING_STOP value */
            ORDER_TYPE_TRAILING_STOP = 5,

            /** ORDER_TYPE_PEGGED value */
            ORDER_TYPE_PEGGED = 6
        }

        /** TimeInForce enum. */
        enum TimeInForce {

            /** TIME_IN_FORCE_UNSPECIFIED value */
            TIME_IN_FORCE_UNSPECIFIED = 0,

            /** TIME_IN_FORCE_GTC value */
            TIME_IN_FORCE_GTC = 1,

            /** TIME_IN_FORCE_DAY value */
            TIME_IN_FORCE_DAY = 2,

            /** TIME_IN_FORCE_GTD value */
            TIME_IN_FORCE_GTD = 3,

            /** TIME_IN_FORCE_IOC value */
            TIME_IN_FORCE_IOC = 4,

            /** TIME_IN_FORCE_FOK value */
            TIME_IN_FORCE_FOK = 5
        }

        /** SelfTradePrevention enum. */
        enum SelfTradePrevention {

            /** SELF_TRADE_PREVENTION_UNSPECIFIED value */
            SELF_TRADE_PREVENTION_UNSPECIFIED = 0,

            /** SELF_TRADE_PREVENTION_CANCEL_TAKER value */
            SELF_TRADE_PREVENTION_CANCEL_TAKER = 1,

            /** SELF_TRADE_PREVENTION_CANCEL_MAKER value */
            SELF_TRADE_PREVENTION_CANCEL_MAKER = 2,

            /** SELF_TRADE_PREVENTION_CANCEL_BOTH value */
            SELF_TRADE_PREVENTION_CANCEL_BOTH = 3,

            /** SELF_TRADE_PREVENTION_DECREMENT value */
            SELF_TRADE_PREVENTION_DECREMENT = 4
        }

        /** AccountRole enum. */
        enum AccountRole {

            /** ACCOUNT_ROLE_UNSPECIFIED value */
            ACCOUNT_ROLE_UNSPECIFIED = 0,

            /** ACCOUNT_ROLE_BROKER value */
            ACCOUNT_ROLE_BROKER = 1,

            /** ACCOUNT_ROLE_CONSUMER value */
            ACCOUNT_ROLE_CONSUMER = 2,

            /** ACCOUNT_ROLE_PROVIDER value */
            ACCOUNT_ROLE_PROVIDER = 3,

            /** ACCOUNT_ROLE_CREATOR value */
            ACCOUNT_ROLE_CREATOR = 4,

            /** ACCOUNT_ROLE_OPERATOR value */
            ACCOUNT_ROLE_OPERATOR = 5,

            /** ACCOUNT_ROLE_AUDITOR value */
            ACCOUNT_ROLE_AUDITOR = 6,

            /** ACCOUNT_ROLE_SYSTEM value */
            ACCOUNT_ROLE_SYSTEM = 7
        }

        /** AccountClass enum. */
        enum AccountClass {

            /** ACCOUNT_CLASS_UNSPECIFIED value */
            ACCOUNT_CLASS_UNSPECIFIED = 0,

            /** ACCOUNT_CLASS_RETAIL value */
            ACCOUNT_CLASS_RETAIL = 1,

            /** ACCOUNT_CLASS_INSTITUTION value */
            ACCOUNT_CLASS_INSTITUTION = 2,

            /** ACCOUNT_CLASS_QUALIFIED value */
            ACCOUNT_CLASS_QUALIFIED = 3
        }

        /** KeyScope enum. */
        enum KeyScope {

            /** KEY_SCOPE_UNSPECIFIED value */
            KEY_SCOPE_UNSPECIFIED = 0,

            /** KEY_SCOPE_READ value */
            KEY_SCOPE_READ = 1,

            /** KEY_SCOPE_TRADE value */
            KEY_SCOPE_TRADE = 2,

            /** KEY_SCOPE_PROVIDE value */
            KEY_SCOPE_PROVIDE = 3,

            /** KEY_SCOPE_OPERATE value */
            KEY_SCOPE_OPERATE = 4,

            /** KEY_SCOPE_WALLET value */
            KEY_SCOPE_WALLET = 5
        }

        /** SeriesState enum. */
        enum SeriesState {

            /** SERIES_STATE_UNSPECIFIED value */
            SERIES_STATE_UNSPECIFIED = 0,

            /** SERIES_STATE_SCHEDULED value */
            SERIES_STATE_SCHEDULED = 1,

            /** SERIES_STATE_OPEN value */
            SERIES_STATE_OPEN = 2,

            /** SERIES_STATE_CLOSING value */
            SERIES_STATE_CLOSING = 3,

            /** SERIES_STATE_CLOSED value */
            SERIES_STATE_CLOSED = 4,

            /** SERIES_STATE_HALTED value */
            SERIES_STATE_HALTED = 5,

            /** SERIES_STATE_AUCTION value */
            SERIES_STATE_AUCTION = 6
        }

        /** AuctionKind enum. */
        enum AuctionKind {

            /** AUCTION_KIND_UNSPECIFIED value */
            AUCTION_KIND_UNSPECIFIED = 0,

            /** AUCTION_KIND_OPENING value */
            AUCTION_KIND_OPENING = 1,

            /** AUCTION_KIND_RESUME value */
            AUCTION_KIND_RESUME = 2,

            /** AUCTION_KIND_VOLATILITY value */
            AUCTION_KIND_VOLATILITY = 3
        }

        /** Liquidity enum. */
        enum Liquidity {

            /** LIQUIDITY_UNSPECIFIED value */
            LIQUIDITY_UNSPECIFIED = 0,

            /** LIQUIDITY_MAKER value */
            LIQUIDITY_MAKER = 1,

            /** LIQUIDITY_TAKER value */
            LIQUIDITY_TAKER = 2,

            /** LIQUIDITY_AUCTION value */
            LIQUIDITY_AUCTION = 3
        }

        /** CancelReason enum. */
        enum CancelReason {

            /** CANCEL_REASON_UNSPECIFIED value */
            CANCEL_REASON_UNSPECIFIED = 0,

            /** CANCEL_REASON_REQUESTED value */
            CANCEL_REASON_REQUESTED = 1,

            /** CANCEL_REASON_IMMEDIATE_REST value */
            CANCEL_REASON_IMMEDIATE_REST = 2,

            /** CANCEL_REASON_EXPIRED value */
            CANCEL_REASON_EXPIRED = 3,

            /** CANCEL_REASON_SELF_TRADE value */
            CANCEL_REASON_SELF_TRADE = 4,

            /** CANCEL_REASON_SERIES_CLOSED value */
            CANCEL_REASON_SERIES_CLOSED = 5,

            /** CANCEL_REASON_KILLED value */
            CANCEL_REASON_KILLED = 6,

            /** CANCEL_REASON_DISCONNECTED value */
            CANCEL_REASON_DISCONNECTED = 7,

            /** CANCEL_REASON_REPLACED value */
            CANCEL_REASON_REPLACED = 8,

            /** CANCEL_REASON_MINTED value */
            CANCEL_REASON_MINTED = 9,

            /** CANCEL_REASON_RECOVERED value */
            CANCEL_REASON_RECOVERED = 10,

            /** CANCEL_REASON_CAPACITY value */
            CANCEL_REASON_CAPACITY = 11,

            /** CANCEL_REASON_ONE_CANCELS_OTHER value */
            CANCEL_REASON_ONE_CANCELS_OTHER = 12,

            /** CANCEL_REASON_REFUSED_ON_ENTRY value */
            CANCEL_REASON_REFUSED_ON_ENTRY = 13,

            /** CANCEL_REASON_PROTECTED value */
            CANCEL_REASON_PROTECTED = 14
        }

        /** DeliveryState enum. */
        enum DeliveryState {

            /** DELIVERY_STATE_UNSPECIFIED value */
            DELIVERY_STATE_UNSPECIFIED = 0,

            /** DELIVERY_STATE_TICKETED value */
            DELIVERY_STATE_TICKETED = 1,

            /** DELIVERY_STATE_NOTICED value */
            DELIVERY_STATE_NOTICED = 2,

            /** DELIVERY_STATE_DISPUTED value */
            DELIVERY_STATE_DISPUTED = 3,

            /** DELIVERY_STATE_ACCEPTED value */
            DELIVERY_STATE_ACCEPTED = 4,

            /** DELIVERY_STATE_FAILED value */
            DELIVERY_STATE_FAILED = 5,

            /** DELIVERY_STATE_CONFIRMED value */
            DELIVERY_STATE_CONFIRMED = 6
        }

        /** QuoterState enum. */
        enum QuoterState {

            /** QUOTER_STATE_UNSPECIFIED value */
            QUOTER_STATE_UNSPECIFIED = 0,

            /** QUOTER_STATE_NORMAL value */
            QUOTER_STATE_NORMAL = 1,

            /** QUOTER_STATE_WIDE value */
            QUOTER_STATE_WIDE = 2,

            /** QUOTER_STATE_REDUCE_ONLY value */
            QUOTER_STATE_REDUCE_ONLY = 3,

            /** QUOTER_STATE_HALT value */
            QUOTER_STATE_HALT = 4
        }

        /** KillScope enum. */
        enum KillScope {

            /** KILL_SCOPE_UNSPECIFIED value */
            KILL_SCOPE_UNSPECIFIED = 0,

            /** KILL_SCOPE_GLOBAL value */
            KILL_SCOPE_GLOBAL = 1,

            /** KILL_SCOPE_ACCOUNT value */
            KILL_SCOPE_ACCOUNT = 2,

            /** KILL_SCOPE_SERIES value */
            KILL_SCOPE_SERIES = 3,

            /** KILL_SCOPE_QUOTER value */
            KILL_SCOPE_QUOTER = 4
        }

        /** ProtectionChange enum. */
        enum ProtectionChange {

            /** PROTECTION_CHANGE_UNSPECIFIED value */
            PROTECTION_CHANGE_UNSPECIFIED = 0,

            /** PROTECTION_CHANGE_SET value */
            PROTECTION_CHANGE_SET = 1,

            /** PROTECTION_CHANGE_REMOVED value */
            PROTECTION_CHANGE_REMOVED = 2,

            /** PROTECTION_CHANGE_TRIPPED value */
            PROTECTION_CHANGE_TRIPPED = 3,

            /** PROTECTION_CHANGE_RESET value */
            PROTECTION_CHANGE_RESET = 4
        }

        /** ProtectionLimit enum. */
        enum ProtectionLimit {

            /** PROTECTION_LIMIT_UNSPECIFIED value */
            PROTECTION_LIMIT_UNSPECIFIED = 0,

            /** PROTECTION_LIMIT_FILLS value */
            PROTECTION_LIMIT_FILLS = 1,

            /** PROTECTION_LIMIT_QUANTITY value */
            PROTECTION_LIMIT_QUANTITY = 2,

            /** PROTECTION_LIMIT_DELTA value */
            PROTECTION_LIMIT_DELTA = 3
        }

        /** ParameterRequestState enum. */
        enum ParameterRequestState {

            /** PARAMETER_REQUEST_STATE_UNSPECIFIED value */
            PARAMETER_REQUEST_STATE_UNSPECIFIED = 0,

            /** PARAMETER_REQUEST_STATE_AWAITING_APPROVAL value */
            PARAMETER_REQUEST_STATE_AWAITING_APPROVAL = 1,

            /** PARAMETER_REQUEST_STATE_SCHEDULED value */
            PARAMETER_REQUEST_STATE_SCHEDULED = 2,

            /** PARAMETER_REQUEST_STATE_EFFECTIVE value */
            PARAMETER_REQUEST_STATE_EFFECTIVE = 3,

            /** PARAMETER_REQUEST_STATE_WITHDRAWN value */
            PARAMETER_REQUEST_STATE_WITHDRAWN = 4,

            /** PARAMETER_REQUEST_STATE_LAPSED value */
            PARAMETER_REQUEST_STATE_LAPSED = 5,

            /** PARAMETER_REQUEST_STATE_REFUSED value */
            PARAMETER_REQUEST_STATE_REFUSED = 6
        }

        /** EntitlementOrigin enum. */
        enum EntitlementOrigin {

            /** ENTITLEMENT_ORIGIN_UNSPECIFIED value */
            ENTITLEMENT_ORIGIN_UNSPECIFIED = 0,

            /** ENTITLEMENT_ORIGIN_EXERCISE value */
            ENTITLEMENT_ORIGIN_EXERCISE = 1,

            /** ENTITLEMENT_ORIGIN_SUBSCRIPTION value */
            ENTITLEMENT_ORIGIN_SUBSCRIPTION = 2,

            /** ENTITLEMENT_ORIGIN_PURCHASE value */
            ENTITLEMENT_ORIGIN_PURCHASE = 3,

            /** ENTITLEMENT_ORIGIN_TRIAL value */
            ENTITLEMENT_ORIGIN_TRIAL = 4,

            /** ENTITLEMENT_ORIGIN_GRANT value */
            ENTITLEMENT_ORIGIN_GRANT = 5
        }

        /** EntitlementStatus enum. */
        enum EntitlementStatus {

            /** ENTITLEMENT_STATUS_UNSPECIFIED value */
            ENTITLEMENT_STATUS_UNSPECIFIED = 0,

            /** ENTITLEMENT_STATUS_ACTIVE value */
            ENTITLEMENT_STATUS_ACTIVE = 1,

            /** ENTITLEMENT_STATUS_REVOKED value */
            ENTITLEMENT_STATUS_REVOKED = 2,

            /** ENTITLEMENT_STATUS_SUSPENDED value */
            ENTITLEMENT_STATUS_SUSPENDED = 3
        }

        /** WalletChange enum. */
        enum WalletChange {

            /** WALLET_CHANGE_UNSPECIFIED value */
            WALLET_CHANGE_UNSPECIFIED = 0,

            /** WALLET_CHANGE_LINKED value */
            WALLET_CHANGE_LINKED = 1,

            /** WALLET_CHANGE_REGISTERED value */
            WALLET_CHANGE_REGISTERED = 2,

            /** WALLET_CHANGE_DEPOSITED value */
            WALLET_CHANGE_DEPOSITED = 3,

            /** WALLET_CHANGE_WITHHELD value */
            WALLET_CHANGE_WITHHELD = 4,

            /** WALLET_CHANGE_PAID value */
            WALLET_CHANGE_PAID = 5,

            /** WALLET_CHANGE_VOIDED value */
            WALLET_CHANGE_VOIDED = 6
        }

        /** Durability enum. */
        enum Durability {

            /** DURABILITY_UNSPECIFIED value */
            DURABILITY_UNSPECIFIED = 0,

            /** DURABILITY_DISK value */
            DURABILITY_DISK = 1,

            /** DURABILITY_REPLICATED value */
            DURABILITY_REPLICATED = 2
        }

        /** ExecutionType enum. */
        enum ExecutionType {

            /** EXECUTION_TYPE_UNSPECIFIED value */
            EXECUTION_TYPE_UNSPECIFIED = 0,

            /** EXECUTION_TYPE_ACCEPTED value */
            EXECUTION_TYPE_ACCEPTED = 1,

            /** EXECUTION_TYPE_REFUSED value */
            EXECUTION_TYPE_REFUSED = 2,

            /** EXECUTION_TYPE_TRADE value */
            EXECUTION_TYPE_TRADE = 3,

            /** EXECUTION_TYPE_CANCELED value */
            EXECUTION_TYPE_CANCELED = 4,

            /** EXECUTION_TYPE_AMENDED value */
            EXECUTION_TYPE_AMENDED = 5,

            /** EXECUTION_TYPE_REDUCED value */
            EXECUTION_TYPE_REDUCED = 6,

            /** EXECUTION_TYPE_BUSTED value */
            EXECUTION_TYPE_BUSTED = 7,

            /** EXECUTION_TYPE_TRIGGERED value */
            EXECUTION_TYPE_TRIGGERED = 8,

            /** EXECUTION_TYPE_REPRICED value */
            EXECUTION_TYPE_REPRICED = 9
        }

        /**
         * Properties of an ExecutionReport.
         * @deprecated Use patx.v1.ExecutionReport.$Properties instead.
         */
        interface IExecutionReport extends patx.v1.ExecutionReport.$Properties {
        }

        /** Represents an ExecutionReport. */
        class ExecutionReport {

            /**
             * Constructs a new ExecutionReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ExecutionReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExecutionReport executionType. */
            executionType: patx.v1.ExecutionType;

            /** ExecutionReport orderId. */
            orderId: (number|Long);

            /** ExecutionReport clientOrderId. */
            clientOrderId: (number|Long);

            /** ExecutionReport seriesId. */
            seriesId: number;

            /** ExecutionReport side. */
            side: patx.v1.Side;

            /** ExecutionReport priceTicks. */
            priceTicks: (number|Long);

            /** ExecutionReport openLots. */
            openLots: (number|Long);

            /** ExecutionReport cumulativeLots. */
            cumulativeLots: (number|Long);

            /** ExecutionReport lastPriceTicks. */
            lastPriceTicks: (number|Long);

            /** ExecutionReport lastLots. */
            lastLots: (number|Long);

            /** ExecutionReport feeMicroPat. */
            feeMicroPat: (number|Long);

            /** ExecutionReport liquidity. */
            liquidity: patx.v1.Liquidity;

            /** ExecutionReport tradeId. */
            tradeId: (number|Long);

            /** ExecutionReport cancelReason. */
            cancelReason: patx.v1.CancelReason;

            /** ExecutionReport errorCode. */
            errorCode: patx.v1.ErrorCode;

            /** ExecutionReport errorField. */
            errorField: string;

            /** ExecutionReport accountSequence. */
            accountSequence: (number|Long);

            /** ExecutionReport journalSequence. */
            journalSequence: (number|Long);

            /** ExecutionReport durability. */
            durability: patx.v1.Durability;

            /** ExecutionReport duplicate. */
            duplicate: boolean;

            /** ExecutionReport receivedTimeNs. */
            receivedTimeNs: (number|Long);

            /** ExecutionReport matchTimeNs. */
            matchTimeNs: (number|Long);

            /** ExecutionReport accountId. */
            accountId: number;

            /**
             * Creates a new ExecutionReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExecutionReport instance
             */
            static create(properties: patx.v1.ExecutionReport.$Shape): patx.v1.ExecutionReport & patx.v1.ExecutionReport.$Shape;
            static create(properties?: patx.v1.ExecutionReport.$Properties): patx.v1.ExecutionReport;

            /**
             * Encodes the specified ExecutionReport message. Does not implicitly {@link patx.v1.ExecutionReport.verify|verify} messages.
             * @param message ExecutionReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ExecutionReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ExecutionReport message, length delimited. Does not implicitly {@link patx.v1.ExecutionReport.verify|verify} messages.
             * @param message ExecutionReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ExecutionReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExecutionReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ExecutionReport & patx.v1.ExecutionReport.$Shape} ExecutionReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ExecutionReport & patx.v1.ExecutionReport.$Shape;

            /**
             * Decodes an ExecutionReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ExecutionReport & patx.v1.ExecutionReport.$Shape} ExecutionReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ExecutionReport & patx.v1.ExecutionReport.$Shape;
        }

        namespace ExecutionReport {

            /** Properties of an ExecutionReport. */
            interface $Properties {

                /** ExecutionReport executionType */
                executionType?: (patx.v1.ExecutionType|null);

                /** ExecutionReport orderId */
                orderId?: (number|Long|null);

                /** ExecutionReport clientOrderId */
                clientOrderId?: (number|Long|null);

                /** ExecutionReport seriesId */
                seriesId?: (number|null);

                /** ExecutionReport side */
                side?: (patx.v1.Side|null);

                /** ExecutionReport priceTicks */
                priceTicks?: (number|Long|null);

                /** ExecutionReport openLots */
                openLots?: (number|Long|null);

                /** ExecutionReport cumulativeLots */
                cumulativeLots?: (number|Long|null);

                /** ExecutionReport lastPriceTicks */
                lastPriceTicks?: (number|Long|null);

                /** ExecutionReport lastLots */
                lastLots?: (number|Long|null);

                /** ExecutionReport feeMicroPat */
                feeMicroPat?: (number|Long|null);

                /** ExecutionReport liquidity */
                liquidity?: (patx.v1.Liquidity|null);

                /** ExecutionReport tradeId */
                tradeId?: (number|Long|null);

                /** ExecutionReport cancelReason */
                cancelReason?: (patx.v1.CancelReason|null);

                /** ExecutionReport errorCode */
                errorCode?: (patx.v1.ErrorCode|null);

                /** ExecutionReport errorField */
                errorField?: (string|null);

                /** ExecutionReport accountSequence */
                accountSequence?: (number|Long|null);

                /** ExecutionReport journalSequence */
                journalSequence?: (number|Long|null);

                /** ExecutionReport durability */
                durability?: (patx.v1.Durability|null);

                /** ExecutionReport duplicate */
                duplicate?: (boolean|null);

                /** ExecutionReport receivedTimeNs */
                receivedTimeNs?: (number|Long|null);

                /** ExecutionReport matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** ExecutionReport accountId */
                accountId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExecutionReport. */
            type $Shape = patx.v1.ExecutionReport.$Properties;
        }

        /**
         * Properties of a CommandResult.
         * @deprecated Use patx.v1.CommandResult.$Properties instead.
         */
        interface ICommandResult extends patx.v1.CommandResult.$Properties {
        }

        /** Represents a CommandResult. */
        class CommandResult {

            /**
             * Constructs a new CommandResult.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.CommandResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CommandResult clientRequestId. */
            clientRequestId: (number|Long);

            /** CommandResult errorCode. */
            errorCode: patx.v1.ErrorCode;

            /** CommandResult errorField. */
            errorField: string;

            /** CommandResult errorDetail. */
            errorDetail: string;

            /** CommandResult referenceId. */
            referenceId: (number|Long);

            /** CommandResult affectedCount. */
            affectedCount: number;

            /** CommandResult journalSequence. */
            journalSequence: (number|Long);

            /** CommandResult durability. */
            durability: patx.v1.Durability;

            /** CommandResult duplicate. */
            duplicate: boolean;

            /** CommandResult accountSequence. */
            accountSequence: (number|Long);

            /** CommandResult entryErrorCodes. */
            entryErrorCodes: patx.v1.ErrorCode[];

            /** CommandResult receivedTimeNs. */
            receivedTimeNs: (number|Long);

            /** CommandResult matchTimeNs. */
            matchTimeNs: (number|Long);

            /**
             * Creates a new CommandResult instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CommandResult instance
             */
            static create(properties: patx.v1.CommandResult.$Shape): patx.v1.CommandResult & patx.v1.CommandResult.$Shape;
            static create(properties?: patx.v1.CommandResult.$Properties): patx.v1.CommandResult;

            /**
             * Encodes the specified CommandResult message. Does not implicitly {@link patx.v1.CommandResult.verify|verify} messages.
             * @param message CommandResult message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.CommandResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CommandResult message, length delimited. Does not implicitly {@link patx.v1.CommandResult.verify|verify} messages.
             * @param message CommandResult message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.CommandResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CommandResult message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.CommandResult & patx.v1.CommandResult.$Shape} CommandResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.CommandResult & patx.v1.CommandResult.$Shape;

            /**
             * Decodes a CommandResult message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.CommandResult & patx.v1.CommandResult.$Shape} CommandResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.CommandResult & patx.v1.CommandResult.$Shape;
        }

        namespace CommandResult {

            /** Properties of a CommandResult. */
            interface $Properties {

                /** CommandResult clientRequestId */
                clientRequestId?: (number|Long|null);

                /** CommandResult errorCode */
                errorCode?: (patx.v1.ErrorCode|null);

                /** CommandResult errorField */
                errorField?: (string|null);

                /** CommandResult errorDetail */
                errorDetail?: (string|null);

                /** CommandResult referenceId */
                referenceId?: (number|Long|null);

                /** CommandResult affectedCount */
                affectedCount?: (number|null);

                /** CommandResult journalSequence */
                journalSequence?: (number|Long|null);

                /** CommandResult durability */
                durability?: (patx.v1.Durability|null);

                /** CommandResult duplicate */
                duplicate?: (boolean|null);

                /** CommandResult accountSequence */
                accountSequence?: (number|Long|null);

                /** CommandResult entryErrorCodes */
                entryErrorCodes?: (patx.v1.ErrorCode[]|null);

                /** CommandResult receivedTimeNs */
                receivedTimeNs?: (number|Long|null);

                /** CommandResult matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CommandResult. */
            type $Shape = patx.v1.CommandResult.$Properties;
        }

        /** RightsAction enum. */
        enum RightsAction {

            /** RIGHTS_ACTION_UNSPECIFIED value */
            RIGHTS_ACTION_UNSPECIFIED = 0,

            /** RIGHTS_ACTION_MINTED value */
            RIGHTS_ACTION_MINTED = 1,

            /** RIGHTS_ACTION_WITHDRAWN value */
            RIGHTS_ACTION_WITHDRAWN = 2,

            /** RIGHTS_ACTION_EXERCISED value */
            RIGHTS_ACTION_EXERCISED = 3,

            /** RIGHTS_ACTION_LAPSED value */
            RIGHTS_ACTION_LAPSED = 4,

            /** RIGHTS_ACTION_FORFEITED value */
            RIGHTS_ACTION_FORFEITED = 5
        }

        /**
         * Properties of a RightsReport.
         * @deprecated Use patx.v1.RightsReport.$Properties instead.
         */
        interface IRightsReport extends patx.v1.RightsReport.$Properties {
        }

        /** Represents a RightsReport. */
        class RightsReport {

            /**
             * Constructs a new RightsReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.RightsReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RightsReport action. */
            action: patx.v1.RightsAction;

            /** RightsReport seriesId. */
            seriesId: number;

            /** RightsReport quantityLots. */
            quantityLots: (number|Long);

            /** RightsReport accountSequence. */
            accountSequence: (number|Long);

            /** RightsReport journalSequence. */
            journalSequence: (number|Long);

            /** RightsReport matchTimeNs. */
            matchTimeNs: (number|Long);

            /**
             * Creates a new RightsReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RightsReport instance
             */
            static create(properties: patx.v1.RightsReport.$Shape): patx.v1.RightsReport & patx.v1.RightsReport.$Shape;
            static create(properties?: patx.v1.RightsReport.$Properties): patx.v1.RightsReport;

            /**
             * Encodes the specified RightsReport message. Does not implicitly {@link patx.v1.RightsReport.verify|verify} messages.
             * @param message RightsReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.RightsReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RightsReport message, length delimited. Does not implicitly {@link patx.v1.RightsReport.verify|verify} messages.
             * @param message RightsReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.RightsReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RightsReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.RightsReport & patx.v1.RightsReport.$Shape} RightsReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.RightsReport & patx.v1.RightsReport.$Shape;

            /**
             * Decodes a RightsReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.RightsReport & patx.v1.RightsReport.$Shape} RightsReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.RightsReport & patx.v1.RightsReport.$Shape;
        }

        namespace RightsReport {

            /** Properties of a RightsReport. */
            interface $Properties {

                /** RightsReport action */
                action?: (patx.v1.RightsAction|null);

                /** RightsReport seriesId */
                seriesId?: (number|null);

                /** RightsReport quantityLots */
                quantityLots?: (number|Long|null);

                /** RightsReport accountSequence */
                accountSequence?: (number|Long|null);

                /** RightsReport journalSequence */
                journalSequence?: (number|Long|null);

                /** RightsReport matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RightsReport. */
            type $Shape = patx.v1.RightsReport.$Properties;
        }

        /**
         * Properties of a DeliveryReport.
         * @deprecated Use patx.v1.DeliveryReport.$Properties instead.
         */
        interface IDeliveryReport extends patx.v1.DeliveryReport.$Properties {
        }

        /** Represents a DeliveryReport. */
        class DeliveryReport {

            /**
             * Constructs a new DeliveryReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.DeliveryReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeliveryReport deliveryId. */
            deliveryId: (number|Long);

            /** DeliveryReport ticketId. */
            ticketId: Uint8Array;

            /** DeliveryReport seriesId. */
            seriesId: number;

            /** DeliveryReport consumerId. */
            consumerId: number;

            /** DeliveryReport providerId. */
            providerId: number;

            /** DeliveryReport quantityLots. */
            quantityLots: (number|Long);

            /** DeliveryReport state. */
            state: patx.v1.DeliveryState;

            /** DeliveryReport deadlineTimeNs. */
            deadlineTimeNs: (number|Long);

            /** DeliveryReport consumerMicroPat. */
            consumerMicroPat: (number|Long);

            /** DeliveryReport providerMicroPat. */
            providerMicroPat: (number|Long);

            /** DeliveryReport accountSequence. */
            accountSequence: (number|Long);

            /** DeliveryReport journalSequence. */
            journalSequence: (number|Long);

            /** DeliveryReport matchTimeNs. */
            matchTimeNs: (number|Long);

            /** DeliveryReport entitlementId. */
            entitlementId: (number|Long);

            /** DeliveryReport contentHash. */
            contentHash: Uint8Array;

            /** DeliveryReport location. */
            location: string;

            /**
             * Creates a new DeliveryReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeliveryReport instance
             */
            static create(properties: patx.v1.DeliveryReport.$Shape): patx.v1.DeliveryReport & patx.v1.DeliveryReport.$Shape;
            static create(properties?: patx.v1.DeliveryReport.$Properties): patx.v1.DeliveryReport;

            /**
             * Encodes the specified DeliveryReport message. Does not implicitly {@link patx.v1.DeliveryReport.verify|verify} messages.
             * @param message DeliveryReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.DeliveryReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified DeliveryReport message, length delimited. Does not implicitly {@link patx.v1.DeliveryReport.verify|verify} messages.
             * @param message DeliveryReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.DeliveryReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeliveryReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.DeliveryReport & patx.v1.DeliveryReport.$Shape} DeliveryReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.DeliveryReport & patx.v1.DeliveryReport.$Shape;

            /**
             * Decodes a DeliveryReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.DeliveryReport & patx.v1.DeliveryReport.$Shape} DeliveryReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.DeliveryReport & patx.v1.DeliveryReport.$Shape;
        }

        namespace DeliveryReport {

            /** Properties of a DeliveryReport. */
            interface $Properties {

                /** DeliveryReport deliveryId */
                deliveryId?: (number|Long|null);

                /** DeliveryReport ticketId */
                ticketId?: (Uint8Array|null);

                /** DeliveryReport seriesId */
                seriesId?: (number|null);

                /** DeliveryReport consumerId */
                consumerId?: (number|null);

                /** DeliveryReport providerId */
                providerId?: (number|null);

                /** DeliveryReport quantityLots */
                quantityLots?: (number|Long|null);

                /** DeliveryReport state */
                state?: (patx.v1.DeliveryState|null);

                /** DeliveryReport deadlineTimeNs */
                deadlineTimeNs?: (number|Long|null);

                /** DeliveryReport consumerMicroPat */
                consumerMicroPat?: (number|Long|null);

                /** DeliveryReport providerMicroPat */
                providerMicroPat?: (number|Long|null);

                /** DeliveryReport accountSequence */
                accountSequence?: (number|Long|null);

                /** DeliveryReport journalSequence */
                journalSequence?: (number|Long|null);

                /** DeliveryReport matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** DeliveryReport entitlementId */
                entitlementId?: (number|Long|null);

                /** DeliveryReport contentHash */
                contentHash?: (Uint8Array|null);

                /** DeliveryReport location */
                location?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeliveryReport. */
            type $Shape = patx.v1.DeliveryReport.$Properties;
        }

        /**
         * Properties of a DeliveryTicket.
         * @deprecated Use patx.v1.DeliveryTicket.$Properties instead.
         */
        interface IDeliveryTicket extends patx.v1.DeliveryTicket.$Properties {
        }

        /** Represents a DeliveryTicket. */
        class DeliveryTicket {

            /**
             * Constructs a new DeliveryTicket.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.DeliveryTicket.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeliveryTicket deliveryId. */
            deliveryId: (number|Long);

            /** DeliveryTicket ticketId. */
            ticketId: Uint8Array;

            /** DeliveryTicket seriesId. */
            seriesId: number;

            /** DeliveryTicket series. */
            series: string;

            /** DeliveryTicket consumerId. */
            consumerId: number;

            /** DeliveryTicket providerId. */
            providerId: number;

            /** DeliveryTicket quantityLots. */
            quantityLots: (number|Long);

            /** DeliveryTicket quota. */
            quota: (number|Long);

            /** DeliveryTicket deadlineTimeNs. */
            deadlineTimeNs: (number|Long);

            /** DeliveryTicket licenceHash. */
            licenceHash: Uint8Array;

            /** DeliveryTicket signature. */
            signature: Uint8Array;

            /**
             * Creates a new DeliveryTicket instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeliveryTicket instance
             */
            static create(properties: patx.v1.DeliveryTicket.$Shape): patx.v1.DeliveryTicket & patx.v1.DeliveryTicket.$Shape;
            static create(properties?: patx.v1.DeliveryTicket.$Properties): patx.v1.DeliveryTicket;

            /**
             * Encodes the specified DeliveryTicket message. Does not implicitly {@link patx.v1.DeliveryTicket.verify|verify} messages.
             * @param message DeliveryTicket message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.DeliveryTicket.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified DeliveryTicket message, length delimited. Does not implicitly {@link patx.v1.DeliveryTicket.verify|verify} messages.
             * @param message DeliveryTicket message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.DeliveryTicket.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeliveryTicket message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.DeliveryTicket & patx.v1.DeliveryTicket.$Shape} DeliveryTicket
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.DeliveryTicket & patx.v1.DeliveryTicket.$Shape;

            /**
             * Decodes a DeliveryTicket message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.DeliveryTicket & patx.v1.DeliveryTicket.$Shape} DeliveryTicket
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.DeliveryTicket & patx.v1.DeliveryTicket.$Shape;
        }

        namespace DeliveryTicket {

            /** Properties of a DeliveryTicket. */
            interface $Properties {

                /** DeliveryTicket deliveryId */
                deliveryId?: (number|Long|null);

                /** DeliveryTicket ticketId */
                ticketId?: (Uint8Array|null);

                /** DeliveryTicket seriesId */
                seriesId?: (number|null);

                /** DeliveryTicket series */
                series?: (string|null);

                /** DeliveryTicket consumerId */
                consumerId?: (number|null);

                /** DeliveryTicket providerId */
                providerId?: (number|null);

                /** DeliveryTicket quantityLots */
                quantityLots?: (number|Long|null);

                /** DeliveryTicket quota */
                quota?: (number|Long|null);

                /** DeliveryTicket deadlineTimeNs */
                deadlineTimeNs?: (number|Long|null);

                /** DeliveryTicket licenceHash */
                licenceHash?: (Uint8Array|null);

                /** DeliveryTicket signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeliveryTicket. */
            type $Shape = patx.v1.DeliveryTicket.$Properties;
        }

        /**
         * Properties of an EntitlementReport.
         * @deprecated Use patx.v1.EntitlementReport.$Properties instead.
         */
        interface IEntitlementReport extends patx.v1.EntitlementReport.$Properties {
        }

        /** Represents an EntitlementReport. */
        class EntitlementReport {

            /**
             * Constructs a new EntitlementReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.EntitlementReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EntitlementReport entitlementId. */
            entitlementId: (number|Long);

            /** EntitlementReport holderId. */
            holderId: number;

            /** EntitlementReport resource. */
            resource: string;

            /** EntitlementReport actions. */
            actions: string;

            /** EntitlementReport quota. */
            quota: (number|Long);

            /** EntitlementReport validFromNs. */
            validFromNs: (number|Long);

            /** EntitlementReport validToNs. */
            validToNs: (number|Long);

            /** EntitlementReport origin. */
            origin: patx.v1.EntitlementOrigin;

            /** EntitlementReport status. */
            status: patx.v1.EntitlementStatus;

            /** EntitlementReport accountSequence. */
            accountSequence: (number|Long);

            /** EntitlementReport journalSequence. */
            journalSequence: (number|Long);

            /**
             * Creates a new EntitlementReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EntitlementReport instance
             */
            static create(properties: patx.v1.EntitlementReport.$Shape): patx.v1.EntitlementReport & patx.v1.EntitlementReport.$Shape;
            static create(properties?: patx.v1.EntitlementReport.$Properties): patx.v1.EntitlementReport;

            /**
             * Encodes the specified EntitlementReport message. Does not implicitly {@link patx.v1.EntitlementReport.verify|verify} messages.
             * @param message EntitlementReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.EntitlementReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified EntitlementReport message, length delimited. Does not implicitly {@link patx.v1.EntitlementReport.verify|verify} messages.
             * @param message EntitlementReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.EntitlementReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EntitlementReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.EntitlementReport & patx.v1.EntitlementReport.$Shape} EntitlementReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.EntitlementReport & patx.v1.EntitlementReport.$Shape;

            /**
             * Decodes an EntitlementReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.EntitlementReport & patx.v1.EntitlementReport.$Shape} EntitlementReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.EntitlementReport & patx.v1.EntitlementReport.$Shape;
        }

        namespace EntitlementReport {

            /** Properties of an EntitlementReport. */
            interface $Properties {

                /** EntitlementReport entitlementId */
                entitlementId?: (number|Long|null);

                /** EntitlementReport holderId */
                holderId?: (number|null);

                /** EntitlementReport resource */
                resource?: (string|null);

                /** EntitlementReport actions */
                actions?: (string|null);

                /** EntitlementReport quota */
                quota?: (number|Long|null);

                /** EntitlementReport validFromNs */
                validFromNs?: (number|Long|null);

                /** EntitlementReport validToNs */
                validToNs?: (number|Long|null);

                /** EntitlementReport origin */
                origin?: (patx.v1.EntitlementOrigin|null);

                /** EntitlementReport status */
                status?: (patx.v1.EntitlementStatus|null);

                /** EntitlementReport accountSequence */
                accountSequence?: (number|Long|null);

                /** EntitlementReport journalSequence */
                journalSequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EntitlementReport. */
            type $Shape = patx.v1.EntitlementReport.$Properties;
        }

        /**
         * Properties of a BalanceReport.
         * @deprecated Use patx.v1.BalanceReport.$Properties instead.
         */
        interface IBalanceReport extends patx.v1.BalanceReport.$Properties {
        }

        /** Represents a BalanceReport. */
        class BalanceReport {

            /**
             * Constructs a new BalanceReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.BalanceReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BalanceReport accountId. */
            accountId: number;

            /** BalanceReport availableMicroPat. */
            availableMicroPat: (number|Long);

            /** BalanceReport reservedMicroPat. */
            reservedMicroPat: (number|Long);

            /** BalanceReport pendingMicroPat. */
            pendingMicroPat: (number|Long);

            /** BalanceReport collateralMicroPat. */
            collateralMicroPat: (number|Long);

            /** BalanceReport escrowMicroPat. */
            escrowMicroPat: (number|Long);

            /** BalanceReport asOfAccountSequence. */
            asOfAccountSequence: (number|Long);

            /** BalanceReport asOfSequence. */
            asOfSequence: (number|Long);

            /** BalanceReport withheldMicroPat. */
            withheldMicroPat: (number|Long);

            /**
             * Creates a new BalanceReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BalanceReport instance
             */
            static create(properties: patx.v1.BalanceReport.$Shape): patx.v1.BalanceReport & patx.v1.BalanceReport.$Shape;
            static create(properties?: patx.v1.BalanceReport.$Properties): patx.v1.BalanceReport;

            /**
             * Encodes the specified BalanceReport message. Does not implicitly {@link patx.v1.BalanceReport.verify|verify} messages.
             * @param message BalanceReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.BalanceReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified BalanceReport message, length delimited. Does not implicitly {@link patx.v1.BalanceReport.verify|verify} messages.
             * @param message BalanceReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.BalanceReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BalanceReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.BalanceReport & patx.v1.BalanceReport.$Shape} BalanceReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.BalanceReport & patx.v1.BalanceReport.$Shape;

            /**
             * Decodes a BalanceReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.BalanceReport & patx.v1.BalanceReport.$Shape} BalanceReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.BalanceReport & patx.v1.BalanceReport.$Shape;
        }

        namespace BalanceReport {

            /** Properties of a BalanceReport. */
            interface $Properties {

                /** BalanceReport accountId */
                accountId?: (number|null);

                /** BalanceReport availableMicroPat */
                availableMicroPat?: (number|Long|null);

                /** BalanceReport reservedMicroPat */
                reservedMicroPat?: (number|Long|null);

                /** BalanceReport pendingMicroPat */
                pendingMicroPat?: (number|Long|null);

                /** BalanceReport collateralMicroPat */
                collateralMicroPat?: (number|Long|null);

                /** BalanceReport escrowMicroPat */
                escrowMicroPat?: (number|Long|null);

                /** BalanceReport asOfAccountSequence */
                asOfAccountSequence?: (number|Long|null);

                /** BalanceReport asOfSequence */
                asOfSequence?: (number|Long|null);

                /** BalanceReport withheldMicroPat */
                withheldMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BalanceReport. */
            type $Shape = patx.v1.BalanceReport.$Properties;
        }

        /**
         * Properties of a WalletReport.
         * @deprecated Use patx.v1.WalletReport.$Properties instead.
         */
        interface IWalletReport extends patx.v1.WalletReport.$Properties {
        }

        /** Represents a WalletReport. */
        class WalletReport {

            /**
             * Constructs a new WalletReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.WalletReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WalletReport change. */
            change: patx.v1.WalletChange;

            /** WalletReport chainAccountId. */
            chainAccountId: number;

            /** WalletReport requestSequence. */
            requestSequence: (number|Long);

            /** WalletReport amountMicroPat. */
            amountMicroPat: (number|Long);

            /** WalletReport accountSequence. */
            accountSequence: (number|Long);

            /** WalletReport journalSequence. */
            journalSequence: (number|Long);

            /** WalletReport matchTimeNs. */
            matchTimeNs: (number|Long);

            /**
             * Creates a new WalletReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WalletReport instance
             */
            static create(properties: patx.v1.WalletReport.$Shape): patx.v1.WalletReport & patx.v1.WalletReport.$Shape;
            static create(properties?: patx.v1.WalletReport.$Properties): patx.v1.WalletReport;

            /**
             * Encodes the specified WalletReport message. Does not implicitly {@link patx.v1.WalletReport.verify|verify} messages.
             * @param message WalletReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.WalletReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified WalletReport message, length delimited. Does not implicitly {@link patx.v1.WalletReport.verify|verify} messages.
             * @param message WalletReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.WalletReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WalletReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.WalletReport & patx.v1.WalletReport.$Shape} WalletReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.WalletReport & patx.v1.WalletReport.$Shape;

            /**
             * Decodes a WalletReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.WalletReport & patx.v1.WalletReport.$Shape} WalletReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.WalletReport & patx.v1.WalletReport.$Shape;
        }

        namespace WalletReport {

            /** Properties of a WalletReport. */
            interface $Properties {

                /** WalletReport change */
                change?: (patx.v1.WalletChange|null);

                /** WalletReport chainAccountId */
                chainAccountId?: (number|null);

                /** WalletReport requestSequence */
                requestSequence?: (number|Long|null);

                /** WalletReport amountMicroPat */
                amountMicroPat?: (number|Long|null);

                /** WalletReport accountSequence */
                accountSequence?: (number|Long|null);

                /** WalletReport journalSequence */
                journalSequence?: (number|Long|null);

                /** WalletReport matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WalletReport. */
            type $Shape = patx.v1.WalletReport.$Properties;
        }

        /**
         * Properties of a ProtectionReport.
         * @deprecated Use patx.v1.ProtectionReport.$Properties instead.
         */
        interface IProtectionReport extends patx.v1.ProtectionReport.$Properties {
        }

        /** Represents a ProtectionReport. */
        class ProtectionReport {

            /**
             * Constructs a new ProtectionReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ProtectionReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProtectionReport change. */
            change: patx.v1.ProtectionChange;

            /** ProtectionReport limit. */
            limit: patx.v1.ProtectionLimit;

            /** ProtectionReport fills. */
            fills: (number|Long);

            /** ProtectionReport quantityLots. */
            quantityLots: (number|Long);

            /** ProtectionReport deltaMicroPat. */
            deltaMicroPat: (number|Long);

            /** ProtectionReport canceledCount. */
            canceledCount: number;

            /** ProtectionReport accountSequence. */
            accountSequence: (number|Long);

            /** ProtectionReport journalSequence. */
            journalSequence: (number|Long);

            /** ProtectionReport matchTimeNs. */
            matchTimeNs: (number|Long);

            /**
             * Creates a new ProtectionReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProtectionReport instance
             */
            static create(properties: patx.v1.ProtectionReport.$Shape): patx.v1.ProtectionReport & patx.v1.ProtectionReport.$Shape;
            static create(properties?: patx.v1.ProtectionReport.$Properties): patx.v1.ProtectionReport;

            /**
             * Encodes the specified ProtectionReport message. Does not implicitly {@link patx.v1.ProtectionReport.verify|verify} messages.
             * @param message ProtectionReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ProtectionReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ProtectionReport message, length delimited. Does not implicitly {@link patx.v1.ProtectionReport.verify|verify} messages.
             * @param message ProtectionReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ProtectionReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProtectionReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ProtectionReport & patx.v1.ProtectionReport.$Shape} ProtectionReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ProtectionReport & patx.v1.ProtectionReport.$Shape;

            /**
             * Decodes a ProtectionReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ProtectionReport & patx.v1.ProtectionReport.$Shape} ProtectionReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ProtectionReport & patx.v1.ProtectionReport.$Shape;
        }

        namespace ProtectionReport {

            /** Properties of a ProtectionReport. */
            interface $Properties {

                /** ProtectionReport change */
                change?: (patx.v1.ProtectionChange|null);

                /** ProtectionReport limit */
                limit?: (patx.v1.ProtectionLimit|null);

                /** ProtectionReport fills */
                fills?: (number|Long|null);

                /** ProtectionReport quantityLots */
                quantityLots?: (number|Long|null);

                /** ProtectionReport deltaMicroPat */
                deltaMicroPat?: (number|Long|null);

                /** ProtectionReport canceledCount */
                canceledCount?: (number|null);

                /** ProtectionReport accountSequence */
                accountSequence?: (number|Long|null);

                /** ProtectionReport journalSequence */
                journalSequence?: (number|Long|null);

                /** ProtectionReport matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProtectionReport. */
            type $Shape = patx.v1.ProtectionReport.$Properties;
        }

        /**
         * Properties of a ProtectionInfo.
         * @deprecated Use patx.v1.ProtectionInfo.$Properties instead.
         */
        interface IProtectionInfo extends patx.v1.ProtectionInfo.$Properties {
        }

        /** Represents a ProtectionInfo. */
        class ProtectionInfo {

            /**
             * Constructs a new ProtectionInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ProtectionInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProtectionInfo windowMs. */
            windowMs: (number|Long);

            /** ProtectionInfo maxFills. */
            maxFills: (number|Long);

            /** ProtectionInfo maxQuantityLots. */
            maxQuantityLots: (number|Long);

            /** ProtectionInfo maxDeltaMicroPat. */
            maxDeltaMicroPat: (number|Long);

            /** ProtectionInfo tripped. */
            tripped: boolean;

            /** ProtectionInfo fills. */
            fills: (number|Long);

            /** ProtectionInfo quantityLots. */
            quantityLots: (number|Long);

            /** ProtectionInfo deltaMicroPat. */
            deltaMicroPat: (number|Long);

            /**
             * Creates a new ProtectionInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProtectionInfo instance
             */
            static create(properties: patx.v1.ProtectionInfo.$Shape): patx.v1.ProtectionInfo & patx.v1.ProtectionInfo.$Shape;
            static create(properties?: patx.v1.ProtectionInfo.$Properties): patx.v1.ProtectionInfo;

            /**
             * Encodes the specified ProtectionInfo message. Does not implicitly {@link patx.v1.ProtectionInfo.verify|verify} messages.
             * @param message ProtectionInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ProtectionInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ProtectionInfo message, length delimited. Does not implicitly {@link patx.v1.ProtectionInfo.verify|verify} messages.
             * @param message ProtectionInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ProtectionInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProtectionInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ProtectionInfo & patx.v1.ProtectionInfo.$Shape} ProtectionInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ProtectionInfo & patx.v1.ProtectionInfo.$Shape;

            /**
             * Decodes a ProtectionInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ProtectionInfo & patx.v1.ProtectionInfo.$Shape} ProtectionInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ProtectionInfo & patx.v1.ProtectionInfo.$Shape;
        }

        namespace ProtectionInfo {

            /** Properties of a ProtectionInfo. */
            interface $Properties {

                /** ProtectionInfo windowMs */
                windowMs?: (number|Long|null);

                /** ProtectionInfo maxFills */
                maxFills?: (number|Long|null);

                /** ProtectionInfo maxQuantityLots */
                maxQuantityLots?: (number|Long|null);

                /** ProtectionInfo maxDeltaMicroPat */
                maxDeltaMicroPat?: (number|Long|null);

                /** ProtectionInfo tripped */
                tripped?: (boolean|null);

                /** ProtectionInfo fills */
                fills?: (number|Long|null);

                /** ProtectionInfo quantityLots */
                quantityLots?: (number|Long|null);

                /** ProtectionInfo deltaMicroPat */
                deltaMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProtectionInfo. */
            type $Shape = patx.v1.ProtectionInfo.$Properties;
        }

        /**
         * Properties of a WalletInfo.
         * @deprecated Use patx.v1.WalletInfo.$Properties instead.
         */
        interface IWalletInfo extends patx.v1.WalletInfo.$Properties {
        }

        /** Represents a WalletInfo. */
        class WalletInfo {

            /**
             * Constructs a new WalletInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.WalletInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WalletInfo address. */
            address: Uint8Array;

            /** WalletInfo chainAccountId. */
            chainAccountId: number;

            /** WalletInfo requestSequence. */
            requestSequence: (number|Long);

            /** WalletInfo requestMicroPat. */
            requestMicroPat: (number|Long);

            /** WalletInfo ripeTimeNs. */
            ripeTimeNs: (number|Long);

            /** WalletInfo acknowledged. */
            acknowledged: boolean;

            /** WalletInfo netMicroPat. */
            netMicroPat: (number|Long);

            /**
             * Creates a new WalletInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WalletInfo instance
             */
            static create(properties: patx.v1.WalletInfo.$Shape): patx.v1.WalletInfo & patx.v1.WalletInfo.$Shape;
            static create(properties?: patx.v1.WalletInfo.$Properties): patx.v1.WalletInfo;

            /**
             * Encodes the specified WalletInfo message. Does not implicitly {@link patx.v1.WalletInfo.verify|verify} messages.
             * @param message WalletInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.WalletInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified WalletInfo message, length delimited. Does not implicitly {@link patx.v1.WalletInfo.verify|verify} messages.
             * @param message WalletInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.WalletInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WalletInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.WalletInfo & patx.v1.WalletInfo.$Shape} WalletInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.WalletInfo & patx.v1.WalletInfo.$Shape;

            /**
             * Decodes a WalletInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.WalletInfo & patx.v1.WalletInfo.$Shape} WalletInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.WalletInfo & patx.v1.WalletInfo.$Shape;
        }

        namespace WalletInfo {

            /** Properties of a WalletInfo. */
            interface $Properties {

                /** WalletInfo address */
                address?: (Uint8Array|null);

                /** WalletInfo chainAccountId */
                chainAccountId?: (number|null);

                /** WalletInfo requestSequence */
                requestSequence?: (number|Long|null);

                /** WalletInfo requestMicroPat */
                requestMicroPat?: (number|Long|null);

                /** WalletInfo ripeTimeNs */
                ripeTimeNs?: (number|Long|null);

                /** WalletInfo acknowledged */
                acknowledged?: (boolean|null);

                /** WalletInfo netMicroPat */
                netMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WalletInfo. */
            type $Shape = patx.v1.WalletInfo.$Properties;
        }

        /**
         * Properties of a PositionReport.
         * @deprecated Use patx.v1.PositionReport.$Properties instead.
         */
        interface IPositionReport extends patx.v1.PositionReport.$Properties {
        }

        /** Represents a PositionReport. */
        class PositionReport {

            /**
             * Constructs a new PositionReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.PositionReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PositionReport accountId. */
            accountId: number;

            /** PositionReport seriesId. */
            seriesId: number;

            /** PositionReport heldLots. */
            heldLots: (number|Long);

            /** PositionReport reservedLots. */
            reservedLots: (number|Long);

            /** PositionReport costMicroPat. */
            costMicroPat: (number|Long);

            /** PositionReport asOfAccountSequence. */
            asOfAccountSequence: (number|Long);

            /** PositionReport asOfSequence. */
            asOfSequence: (number|Long);

            /**
             * Creates a new PositionReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PositionReport instance
             */
            static create(properties: patx.v1.PositionReport.$Shape): patx.v1.PositionReport & patx.v1.PositionReport.$Shape;
            static create(properties?: patx.v1.PositionReport.$Properties): patx.v1.PositionReport;

            /**
             * Encodes the specified PositionReport message. Does not implicitly {@link patx.v1.PositionReport.verify|verify} messages.
             * @param message PositionReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.PositionReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified PositionReport message, length delimited. Does not implicitly {@link patx.v1.PositionReport.verify|verify} messages.
             * @param message PositionReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.PositionReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PositionReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.PositionReport & patx.v1.PositionReport.$Shape} PositionReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.PositionReport & patx.v1.PositionReport.$Shape;

            /**
             * Decodes a PositionReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.PositionReport & patx.v1.PositionReport.$Shape} PositionReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.PositionReport & patx.v1.PositionReport.$Shape;
        }

        namespace PositionReport {

            /** Properties of a PositionReport. */
            interface $Properties {

                /** PositionReport accountId */
                accountId?: (number|null);

                /** PositionReport seriesId */
                seriesId?: (number|null);

                /** PositionReport heldLots */
                heldLots?: (number|Long|null);

                /** PositionReport reservedLots */
                reservedLots?: (number|Long|null);

                /** PositionReport costMicroPat */
                costMicroPat?: (number|Long|null);

                /** PositionReport asOfAccountSequence */
                asOfAccountSequence?: (number|Long|null);

                /** PositionReport asOfSequence */
                asOfSequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PositionReport. */
            type $Shape = patx.v1.PositionReport.$Properties;
        }

        /**
         * Properties of an OpenOrder.
         * @deprecated Use patx.v1.OpenOrder.$Properties instead.
         */
        interface IOpenOrder extends patx.v1.OpenOrder.$Properties {
        }

        /** Represents an OpenOrder. */
        class OpenOrder {

            /**
             * Constructs a new OpenOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.OpenOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenOrder orderId. */
            orderId: (number|Long);

            /** OpenOrder clientOrderId. */
            clientOrderId: (number|Long);

            /** OpenOrder seriesId. */
            seriesId: number;

            /** OpenOrder side. */
            side: patx.v1.Side;

            /** OpenOrder priceTicks. */
            priceTicks: (number|Long);

            /** OpenOrder openLots. */
            openLots: (number|Long);

            /** OpenOrder cumulativeLots. */
            cumulativeLots: (number|Long);

            /** OpenOrder orderType. */
            orderType: patx.v1.OrderType;

            /** OpenOrder triggerPriceTicks. */
            triggerPriceTicks: (number|Long);

            /** OpenOrder displayedLots. */
            displayedLots: (number|Long);

            /**
             * Creates a new OpenOrder instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenOrder instance
             */
            static create(properties: patx.v1.OpenOrder.$Shape): patx.v1.OpenOrder & patx.v1.OpenOrder.$Shape;
            static create(properties?: patx.v1.OpenOrder.$Properties): patx.v1.OpenOrder;

            /**
             * Encodes the specified OpenOrder message. Does not implicitly {@link patx.v1.OpenOrder.verify|verify} messages.
             * @param message OpenOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.OpenOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified OpenOrder message, length delimited. Does not implicitly {@link patx.v1.OpenOrder.verify|verify} messages.
             * @param message OpenOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.OpenOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.OpenOrder & patx.v1.OpenOrder.$Shape} OpenOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.OpenOrder & patx.v1.OpenOrder.$Shape;

            /**
             * Decodes an OpenOrder message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.OpenOrder & patx.v1.OpenOrder.$Shape} OpenOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.OpenOrder & patx.v1.OpenOrder.$Shape;
        }

        namespace OpenOrder {

            /** Properties of an OpenOrder. */
            interface $Properties {

                /** OpenOrder orderId */
                orderId?: (number|Long|null);

                /** OpenOrder clientOrderId */
                clientOrderId?: (number|Long|null);

                /** OpenOrder seriesId */
                seriesId?: (number|null);

                /** OpenOrder side */
                side?: (patx.v1.Side|null);

                /** OpenOrder priceTicks */
                priceTicks?: (number|Long|null);

                /** OpenOrder openLots */
                openLots?: (number|Long|null);

                /** OpenOrder cumulativeLots */
                cumulativeLots?: (number|Long|null);

                /** OpenOrder orderType */
                orderType?: (patx.v1.OrderType|null);

                /** OpenOrder triggerPriceTicks */
                triggerPriceTicks?: (number|Long|null);

                /** OpenOrder displayedLots */
                displayedLots?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenOrder. */
            type $Shape = patx.v1.OpenOrder.$Properties;
        }

        /**
         * Properties of an AccountSnapshot.
         * @deprecated Use patx.v1.AccountSnapshot.$Properties instead.
         */
        interface IAccountSnapshot extends patx.v1.AccountSnapshot.$Properties {
        }

        /** Represents an AccountSnapshot. */
        class AccountSnapshot {

            /**
             * Constructs a new AccountSnapshot.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AccountSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AccountSnapshot balance. */
            balance?: (patx.v1.BalanceReport.$Properties|null);

            /** AccountSnapshot positions. */
            positions: patx.v1.PositionReport.$Properties[];

            /** AccountSnapshot openOrders. */
            openOrders: patx.v1.OpenOrder.$Properties[];

            /** AccountSnapshot deliveries. */
            deliveries: patx.v1.DeliveryReport.$Properties[];

            /** AccountSnapshot asOfAccountSequence. */
            asOfAccountSequence: (number|Long);

            /** AccountSnapshot asOfSequence. */
            asOfSequence: (number|Long);

            /** AccountSnapshot lastClientOrderIds. */
            lastClientOrderIds: (number|Long)[];

            /** AccountSnapshot more. */
            more: boolean;

            /** AccountSnapshot wallet. */
            wallet?: (patx.v1.WalletInfo.$Properties|null);

            /** AccountSnapshot protection. */
            protection?: (patx.v1.ProtectionInfo.$Properties|null);

            /**
             * Creates a new AccountSnapshot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AccountSnapshot instance
             */
            static create(properties: patx.v1.AccountSnapshot.$Shape): patx.v1.AccountSnapshot & patx.v1.AccountSnapshot.$Shape;
            static create(properties?: patx.v1.AccountSnapshot.$Properties): patx.v1.AccountSnapshot;

            /**
             * Encodes the specified AccountSnapshot message. Does not implicitly {@link patx.v1.AccountSnapshot.verify|verify} messages.
             * @param message AccountSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AccountSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AccountSnapshot message, length delimited. Does not implicitly {@link patx.v1.AccountSnapshot.verify|verify} messages.
             * @param message AccountSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AccountSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AccountSnapshot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AccountSnapshot & patx.v1.AccountSnapshot.$Shape} AccountSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AccountSnapshot & patx.v1.AccountSnapshot.$Shape;

            /**
             * Decodes an AccountSnapshot message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AccountSnapshot & patx.v1.AccountSnapshot.$Shape} AccountSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AccountSnapshot & patx.v1.AccountSnapshot.$Shape;
        }

        namespace AccountSnapshot {

            /** Properties of an AccountSnapshot. */
            interface $Properties {

                /** AccountSnapshot balance */
                balance?: (patx.v1.BalanceReport.$Properties|null);

                /** AccountSnapshot positions */
                positions?: (patx.v1.PositionReport.$Properties[]|null);

                /** AccountSnapshot openOrders */
                openOrders?: (patx.v1.OpenOrder.$Properties[]|null);

                /** AccountSnapshot deliveries */
                deliveries?: (patx.v1.DeliveryReport.$Properties[]|null);

                /** AccountSnapshot asOfAccountSequence */
                asOfAccountSequence?: (number|Long|null);

                /** AccountSnapshot asOfSequence */
                asOfSequence?: (number|Long|null);

                /** AccountSnapshot lastClientOrderIds */
                lastClientOrderIds?: ((number|Long)[]|null);

                /** AccountSnapshot more */
                more?: (boolean|null);

                /** AccountSnapshot wallet */
                wallet?: (patx.v1.WalletInfo.$Properties|null);

                /** AccountSnapshot protection */
                protection?: (patx.v1.ProtectionInfo.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AccountSnapshot. */
            type $Shape = patx.v1.AccountSnapshot.$Properties;
        }

        /**
         * Properties of a FirmQuote.
         * @deprecated Use patx.v1.FirmQuote.$Properties instead.
         */
        interface IFirmQuote extends patx.v1.FirmQuote.$Properties {
        }

        /** Represents a FirmQuote. */
        class FirmQuote {

            /**
             * Constructs a new FirmQuote.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.FirmQuote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FirmQuote clientRequestId. */
            clientRequestId: (number|Long);

            /** FirmQuote quoteId. */
            quoteId: (number|Long);

            /** FirmQuote seriesId. */
            seriesId: number;

            /** FirmQuote side. */
            side: patx.v1.Side;

            /** FirmQuote priceTicks. */
            priceTicks: (number|Long);

            /** FirmQuote quantityLots. */
            quantityLots: (number|Long);

            /** FirmQuote validUntilNs. */
            validUntilNs: (number|Long);

            /** FirmQuote errorCode. */
            errorCode: patx.v1.ErrorCode;

            /** FirmQuote factors. */
            factors?: (patx.v1.QuoteFactors.$Properties|null);

            /** FirmQuote sizeFactors. */
            sizeFactors?: (patx.v1.SizeFactors.$Properties|null);

            /** FirmQuote accountSequence. */
            accountSequence: (number|Long);

            /** FirmQuote journalSequence. */
            journalSequence: (number|Long);

            /** FirmQuote matchTimeNs. */
            matchTimeNs: (number|Long);

            /**
             * Creates a new FirmQuote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FirmQuote instance
             */
            static create(properties: patx.v1.FirmQuote.$Shape): patx.v1.FirmQuote & patx.v1.FirmQuote.$Shape;
            static create(properties?: patx.v1.FirmQuote.$Properties): patx.v1.FirmQuote;

            /**
             * Encodes the specified FirmQuote message. Does not implicitly {@link patx.v1.FirmQuote.verify|verify} messages.
             * @param message FirmQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.FirmQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified FirmQuote message, length delimited. Does not implicitly {@link patx.v1.FirmQuote.verify|verify} messages.
             * @param message FirmQuote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.FirmQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FirmQuote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.FirmQuote & patx.v1.FirmQuote.$Shape} FirmQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.FirmQuote & patx.v1.FirmQuote.$Shape;

            /**
             * Decodes a FirmQuote message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.FirmQuote & patx.v1.FirmQuote.$Shape} FirmQuote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.FirmQuote & patx.v1.FirmQuote.$Shape;
        }

        namespace FirmQuote {

            /** Properties of a FirmQuote. */
            interface $Properties {

                /** FirmQuote clientRequestId */
                clientRequestId?: (number|Long|null);

                /** FirmQuote quoteId */
                quoteId?: (number|Long|null);

                /** FirmQuote seriesId */
                seriesId?: (number|null);

                /** FirmQuote side */
                side?: (patx.v1.Side|null);

                /** FirmQuote priceTicks */
                priceTicks?: (number|Long|null);

                /** FirmQuote quantityLots */
                quantityLots?: (number|Long|null);

                /** FirmQuote validUntilNs */
                validUntilNs?: (number|Long|null);

                /** FirmQuote errorCode */
                errorCode?: (patx.v1.ErrorCode|null);

                /** FirmQuote factors */
                factors?: (patx.v1.QuoteFactors.$Properties|null);

                /** FirmQuote sizeFactors */
                sizeFactors?: (patx.v1.SizeFactors.$Properties|null);

                /** FirmQuote accountSequence */
                accountSequence?: (number|Long|null);

                /** FirmQuote journalSequence */
                journalSequence?: (number|Long|null);

                /** FirmQuote matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FirmQuote. */
            type $Shape = patx.v1.FirmQuote.$Properties;
        }

        /**
         * Properties of a ClientEnvelope.
         * @deprecated Use patx.v1.ClientEnvelope.$Properties instead.
         */
        interface IClientEnvelope extends patx.v1.ClientEnvelope.$Properties {
        }

        /** Represents a ClientEnvelope. */
        class ClientEnvelope {

            /**
             * Constructs a new ClientEnvelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ClientEnvelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClientEnvelope requestId. */
            requestId: (number|Long);

            /** ClientEnvelope placeOrder. */
            placeOrder?: (patx.v1.PlaceOrder.$Properties|null);

            /** ClientEnvelope cancelOrder. */
            cancelOrder?: (patx.v1.CancelOrder.$Properties|null);

            /** ClientEnvelope amendOrder. */
            amendOrder?: (patx.v1.AmendOrder.$Properties|null);

            /** ClientEnvelope massCancel. */
            massCancel?: (patx.v1.MassCancel.$Properties|null);

            /** ClientEnvelope massQuote. */
            massQuote?: (patx.v1.MassQuote.$Properties|null);

            /** ClientEnvelope markUpdate. */
            markUpdate?: (patx.v1.MarkUpdate.$Properties|null);

            /** ClientEnvelope exerciseRights. */
            exerciseRights?: (patx.v1.ExerciseRights.$Properties|null);

            /** ClientEnvelope getOutcome. */
            getOutcome?: (patx.v1.GetOutcome.$Properties|null);

            /** ClientEnvelope placeBundle. */
            placeBundle?: (patx.v1.PlaceBundle.$Properties|null);

            /** ClientEnvelope requestQuote. */
            requestQuote?: (patx.v1.RequestQuote.$Properties|null);

            /** ClientEnvelope offerQuote. */
            offerQuote?: (patx.v1.OfferQuote.$Properties|null);

            /** ClientEnvelope acceptQuote. */
            acceptQuote?: (patx.v1.AcceptQuote.$Properties|null);

            /** ClientEnvelope escrowCapacity. */
            escrowCapacity?: (patx.v1.EscrowCapacity.$Properties|null);

            /** ClientEnvelope mintRights. */
            mintRights?: (patx.v1.MintRights.$Properties|null);

            /** ClientEnvelope withdrawRights. */
            withdrawRights?: (patx.v1.WithdrawRights.$Properties|null);

            /** ClientEnvelope noticeDelivery. */
            noticeDelivery?: (patx.v1.NoticeDelivery.$Properties|null);

            /** ClientEnvelope acceptDelivery. */
            acceptDelivery?: (patx.v1.AcceptDelivery.$Properties|null);

            /** ClientEnvelope disputeDelivery. */
            disputeDelivery?: (patx.v1.DisputeDelivery.$Properties|null);

            /** ClientEnvelope ruleDispute. */
            ruleDispute?: (patx.v1.RuleDispute.$Properties|null);

            /** ClientEnvelope acknowledgeTicket. */
            acknowledgeTicket?: (patx.v1.AcknowledgeTicket.$Properties|null);

            /** ClientEnvelope setAutoExercise. */
            setAutoExercise?: (patx.v1.SetAutoExercise.$Properties|null);

            /** ClientEnvelope moveCollateral. */
            moveCollateral?: (patx.v1.MoveCollateral.$Properties|null);

            /** ClientEnvelope openAccount. */
            openAccount?: (patx.v1.OpenAccount.$Properties|null);

            /** ClientEnvelope updateAccount. */
            updateAccount?: (patx.v1.UpdateAccount.$Properties|null);

            /** ClientEnvelope addKey. */
            addKey?: (patx.v1.AddKey.$Properties|null);

            /** ClientEnvelope revokeKey. */
            revokeKey?: (patx.v1.RevokeKey.$Properties|null);

            /** ClientEnvelope deposit. */
            deposit?: (patx.v1.Deposit.$Properties|null);

            /** ClientEnvelope withdraw. */
            withdraw?: (patx.v1.Withdraw.$Properties|null);

            /** ClientEnvelope defineContract. */
            defineContract?: (patx.v1.DefineContract.$Properties|null);

            /** ClientEnvelope openSeries. */
            openSeries?: (patx.v1.OpenSeries.$Properties|null);

            /** ClientEnvelope setParameter. */
            setParameter?: (patx.v1.SetParameter.$Properties|null);

            /** ClientEnvelope setPhase. */
            setPhase?: (patx.v1.SetPhase.$Properties|null);

            /** ClientEnvelope kill. */
            kill?: (patx.v1.Kill.$Properties|null);

            /** ClientEnvelope releaseKill. */
            releaseKill?: (patx.v1.ReleaseKill.$Properties|null);

            /** ClientEnvelope haltSeries. */
            haltSeries?: (patx.v1.HaltSeries.$Properties|null);

            /** ClientEnvelope resumeSeries. */
            resumeSeries?: (patx.v1.ResumeSeries.$Properties|null);

            /** ClientEnvelope bustTrade. */
            bustTrade?: (patx.v1.BustTrade.$Properties|null);

            /** ClientEnvelope grantEntitlement. */
            grantEntitlement?: (patx.v1.GrantEntitlement.$Properties|null);

            /** ClientEnvelope revokeEntitlement. */
            revokeEntitlement?: (patx.v1.RevokeEntitlement.$Properties|null);

            /** ClientEnvelope setQuoterState. */
            setQuoterState?: (patx.v1.SetQuoterState.$Properties|null);

            /** ClientEnvelope setConfidence. */
            setConfidence?: (patx.v1.SetConfidence.$Properties|null);

            /** ClientEnvelope approveParameter. */
            approveParameter?: (patx.v1.ApproveParameter.$Properties|null);

            /** ClientEnvelope withdrawParameter. */
            withdrawParameter?: (patx.v1.WithdrawParameter.$Properties|null);

            /** ClientEnvelope rollBackParameter. */
            rollBackParameter?: (patx.v1.RollBackParameter.$Properties|null);

            /** ClientEnvelope requireApproval. */
            requireApproval?: (patx.v1.RequireApproval.$Properties|null);

            /** ClientEnvelope setProtection. */
            setProtection?: (patx.v1.SetProtection.$Properties|null);

            /** ClientEnvelope resetProtection. */
            resetProtection?: (patx.v1.ResetProtection.$Properties|null);

            /** ClientEnvelope logon. */
            logon?: (patx.v1.Logon.$Properties|null);

            /** ClientEnvelope logout. */
            logout?: (patx.v1.Logout.$Properties|null);

            /** ClientEnvelope heartbeat. */
            heartbeat?: (patx.v1.Heartbeat.$Properties|null);

            /** ClientEnvelope subscribe. */
            subscribe?: (patx.v1.Subscribe.$Properties|null);

            /** ClientEnvelope unsubscribe. */
            unsubscribe?: (patx.v1.Unsubscribe.$Properties|null);

            /** ClientEnvelope getAccountSnapshot. */
            getAccountSnapshot?: (patx.v1.GetAccountSnapshot.$Properties|null);

            /** ClientEnvelope resumeReports. */
            resumeReports?: (patx.v1.ResumeReports.$Properties|null);

            /** ClientEnvelope listMarkets. */
            listMarkets?: (patx.v1.ListMarkets.$Properties|null);

            /** ClientEnvelope listParameters. */
            listParameters?: (patx.v1.ListParameters.$Properties|null);

            /** ClientEnvelope dryRunParameter. */
            dryRunParameter?: (patx.v1.DryRunParameter.$Properties|null);

            /** ClientEnvelope getWalletChallenge. */
            getWalletChallenge?: (patx.v1.GetWalletChallenge.$Properties|null);

            /** ClientEnvelope signWalletChallenge. */
            signWalletChallenge?: (patx.v1.SignWalletChallenge.$Properties|null);

            /** ClientEnvelope body. */
            body?: ("placeOrder"|"cancelOrder"|"amendOrder"|"massCancel"|"massQuote"|"markUpdate"|"exerciseRights"|"getOutcome"|"placeBundle"|"requestQuote"|"offerQuote"|"acceptQuote"|"escrowCapacity"|"mintRights"|"withdrawRights"|"noticeDelivery"|"acceptDelivery"|"disputeDelivery"|"ruleDispute"|"acknowledgeTicket"|"setAutoExercise"|"moveCollateral"|"openAccount"|"updateAccount"|"addKey"|"revokeKey"|"deposit"|"withdraw"|"defineContract"|"openSeries"|"setParameter"|"setPhase"|"kill"|"releaseKill"|"haltSeries"|"resumeSeries"|"bustTrade"|"grantEntitlement"|"revokeEntitlement"|"setQuoterState"|"setConfidence"|"approveParameter"|"withdrawParameter"|"rollBackParameter"|"requireApproval"|"setProtection"|"resetProtection"|"logon"|"logout"|"heartbeat"|"subscribe"|"unsubscribe"|"getAccountSnapshot"|"resumeReports"|"listMarkets"|"listParameters"|"dryRunParameter"|"getWalletChallenge"|"signWalletChallenge");

            /**
             * Creates a new ClientEnvelope instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClientEnvelope instance
             */
            static create(properties: patx.v1.ClientEnvelope.$Shape): patx.v1.ClientEnvelope & patx.v1.ClientEnvelope.$Shape;
            static create(properties?: patx.v1.ClientEnvelope.$Properties): patx.v1.ClientEnvelope;

            /**
             * Encodes the specified ClientEnvelope message. Does not implicitly {@link patx.v1.ClientEnvelope.verify|verify} messages.
             * @param message ClientEnvelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ClientEnvelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ClientEnvelope message, length delimited. Does not implicitly {@link patx.v1.ClientEnvelope.verify|verify} messages.
             * @param message ClientEnvelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ClientEnvelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClientEnvelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ClientEnvelope & patx.v1.ClientEnvelope.$Shape} ClientEnvelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ClientEnvelope & patx.v1.ClientEnvelope.$Shape;

            /**
             * Decodes a ClientEnvelope message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ClientEnvelope & patx.v1.ClientEnvelope.$Shape} ClientEnvelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ClientEnvelope & patx.v1.ClientEnvelope.$Shape;
        }

        namespace ClientEnvelope {

            /** Properties of a ClientEnvelope. */
            interface $Properties {

                /** ClientEnvelope requestId */
                requestId?: (number|Long|null);

                /** ClientEnvelope placeOrder */
                placeOrder?: (patx.v1.PlaceOrder.$Properties|null);

                /** ClientEnvelope cancelOrder */
                cancelOrder?: (patx.v1.CancelOrder.$Properties|null);

                /** ClientEnvelope amendOrder */
                amendOrder?: (patx.v1.AmendOrder.$Properties|null);

                /** ClientEnvelope massCancel */
                massCancel?: (patx.v1.MassCancel.$Properties|null);

                /** ClientEnvelope massQuote */
                massQuote?: (patx.v1.MassQuote.$Properties|null);

                /** ClientEnvelope markUpdate */
                markUpdate?: (patx.v1.MarkUpdate.$Properties|null);

                /** ClientEnvelope exerciseRights */
                exerciseRights?: (patx.v1.ExerciseRights.$Properties|null);

                /** ClientEnvelope getOutcome */
                getOutcome?: (patx.v1.GetOutcome.$Properties|null);

                /** ClientEnvelope placeBundle */
                placeBundle?: (patx.v1.PlaceBundle.$Properties|null);

                /** ClientEnvelope requestQuote */
                requestQuote?: (patx.v1.RequestQuote.$Properties|null);

                /** ClientEnvelope offerQuote */
                offerQuote?: (patx.v1.OfferQuote.$Properties|null);

                /** ClientEnvelope acceptQuote */
                acceptQuote?: (patx.v1.AcceptQuote.$Properties|null);

                /** ClientEnvelope escrowCapacity */
                escrowCapacity?: (patx.v1.EscrowCapacity.$Properties|null);

                /** ClientEnvelope mintRights */
                mintRights?: (patx.v1.MintRights.$Properties|null);

                /** ClientEnvelope withdrawRights */
                withdrawRights?: (patx.v1.WithdrawRights.$Properties|null);

                /** ClientEnvelope noticeDelivery */
                noticeDelivery?: (patx.v1.NoticeDelivery.$Properties|null);

                /** ClientEnvelope acceptDelivery */
                acceptDelivery?: (patx.v1.AcceptDelivery.$Properties|null);

                /** ClientEnvelope disputeDelivery */
                disputeDelivery?: (patx.v1.DisputeDelivery.$Properties|null);

                /** ClientEnvelope ruleDispute */
                ruleDispute?: (patx.v1.RuleDispute.$Properties|null);

                /** ClientEnvelope acknowledgeTicket */
                acknowledgeTicket?: (patx.v1.AcknowledgeTicket.$Properties|null);

                /** ClientEnvelope setAutoExercise */
                setAutoExercise?: (patx.v1.SetAutoExercise.$Properties|null);

                /** ClientEnvelope moveCollateral */
                moveCollateral?: (patx.v1.MoveCollateral.$Properties|null);

                /** ClientEnvelope openAccount */
                openAccount?: (patx.v1.OpenAccount.$Properties|null);

                /** ClientEnvelope updateAccount */
                updateAccount?: (patx.v1.UpdateAccount.$Properties|null);

                /** ClientEnvelope addKey */
                addKey?: (patx.v1.AddKey.$Properties|null);

                /** ClientEnvelope revokeKey */
                revokeKey?: (patx.v1.RevokeKey.$Properties|null);

                /** ClientEnvelope deposit */
                deposit?: (patx.v1.Deposit.$Properties|null);

                /** ClientEnvelope withdraw */
                withdraw?: (patx.v1.Withdraw.$Properties|null);

                /** ClientEnvelope defineContract */
                defineContract?: (patx.v1.DefineContract.$Properties|null);

                /** ClientEnvelope openSeries */
                openSeries?: (patx.v1.OpenSeries.$Properties|null);

                /** ClientEnvelope setParameter */
                setParameter?: (patx.v1.SetParameter.$Properties|null);

                /** ClientEnvelope setPhase */
                setPhase?: (patx.v1.SetPhase.$Properties|null);

                /** ClientEnvelope kill */
                kill?: (patx.v1.Kill.$Properties|null);

                /** ClientEnvelope releaseKill */
                releaseKill?: (patx.v1.ReleaseKill.$Properties|null);

                /** ClientEnvelope haltSeries */
                haltSeries?: (patx.v1.HaltSeries.$Properties|null);

                /** ClientEnvelope resumeSeries */
                resumeSeries?: (patx.v1.ResumeSeries.$Properties|null);

                /** ClientEnvelope bustTrade */
                bustTrade?: (patx.v1.BustTrade.$Properties|null);

                /** ClientEnvelope grantEntitlement */
                grantEntitlement?: (patx.v1.GrantEntitlement.$Properties|null);

                /** ClientEnvelope revokeEntitlement */
                revokeEntitlement?: (patx.v1.RevokeEntitlement.$Properties|null);

                /** ClientEnvelope setQuoterState */
                setQuoterState?: (patx.v1.SetQuoterState.$Properties|null);

                /** ClientEnvelope setConfidence */
                setConfidence?: (patx.v1.SetConfidence.$Properties|null);

                /** ClientEnvelope approveParameter */
                approveParameter?: (patx.v1.ApproveParameter.$Properties|null);

                /** ClientEnvelope withdrawParameter */
                withdrawParameter?: (patx.v1.WithdrawParameter.$Properties|null);

                /** ClientEnvelope rollBackParameter */
                rollBackParameter?: (patx.v1.RollBackParameter.$Properties|null);

                /** ClientEnvelope requireApproval */
                requireApproval?: (patx.v1.RequireApproval.$Properties|null);

                /** ClientEnvelope setProtection */
                setProtection?: (patx.v1.SetProtection.$Properties|null);

                /** ClientEnvelope resetProtection */
                resetProtection?: (patx.v1.ResetProtection.$Properties|null);

                /** ClientEnvelope logon */
                logon?: (patx.v1.Logon.$Properties|null);

                /** ClientEnvelope logout */
                logout?: (patx.v1.Logout.$Properties|null);

                /** ClientEnvelope heartbeat */
                heartbeat?: (patx.v1.Heartbeat.$Properties|null);

                /** ClientEnvelope subscribe */
                subscribe?: (patx.v1.Subscribe.$Properties|null);

                /** ClientEnvelope unsubscribe */
                unsubscribe?: (patx.v1.Unsubscribe.$Properties|null);

                /** ClientEnvelope getAccountSnapshot */
                getAccountSnapshot?: (patx.v1.GetAccountSnapshot.$Properties|null);

                /** ClientEnvelope resumeReports */
                resumeReports?: (patx.v1.ResumeReports.$Properties|null);

                /** ClientEnvelope listMarkets */
                listMarkets?: (patx.v1.ListMarkets.$Properties|null);

                /** ClientEnvelope listParameters */
                listParameters?: (patx.v1.ListParameters.$Properties|null);

                /** ClientEnvelope dryRunParameter */
                dryRunParameter?: (patx.v1.DryRunParameter.$Properties|null);

                /** ClientEnvelope getWalletChallenge */
                getWalletChallenge?: (patx.v1.GetWalletChallenge.$Properties|null);

                /** ClientEnvelope signWalletChallenge */
                signWalletChallenge?: (patx.v1.SignWalletChallenge.$Properties|null);

                /** ClientEnvelope body */
                body?: ("placeOrder"|"cancelOrder"|"amendOrder"|"massCancel"|"massQuote"|"markUpdate"|"exerciseRights"|"getOutcome"|"placeBundle"|"requestQuote"|"offerQuote"|"acceptQuote"|"escrowCapacity"|"mintRights"|"withdrawRights"|"noticeDelivery"|"acceptDelivery"|"disputeDelivery"|"ruleDispute"|"acknowledgeTicket"|"setAutoExercise"|"moveCollateral"|"openAccount"|"updateAccount"|"addKey"|"revokeKey"|"deposit"|"withdraw"|"defineContract"|"openSeries"|"setParameter"|"setPhase"|"kill"|"releaseKill"|"haltSeries"|"resumeSeries"|"bustTrade"|"grantEntitlement"|"revokeEntitlement"|"setQuoterState"|"setConfidence"|"approveParameter"|"withdrawParameter"|"rollBackParameter"|"requireApproval"|"setProtection"|"resetProtection"|"logon"|"logout"|"heartbeat"|"subscribe"|"unsubscribe"|"getAccountSnapshot"|"resumeReports"|"listMarkets"|"listParameters"|"dryRunParameter"|"getWalletChallenge"|"signWalletChallenge");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ClientEnvelope. */
            type $Shape = {
              requestId?: number|Long|null;
              placeOrder?: patx.v1.PlaceOrder.$Shape|null;
              cancelOrder?: patx.v1.CancelOrder.$Shape|null;
              amendOrder?: patx.v1.AmendOrder.$Shape|null;
              massCancel?: patx.v1.MassCancel.$Shape|null;
              massQuote?: patx.v1.MassQuote.$Shape|null;
              markUpdate?: patx.v1.MarkUpdate.$Shape|null;
              exerciseRights?: patx.v1.ExerciseRights.$Shape|null;
              getOutcome?: patx.v1.GetOutcome.$Shape|null;
              placeBundle?: patx.v1.PlaceBundle.$Shape|null;
              requestQuote?: patx.v1.RequestQuote.$Shape|null;
              offerQuote?: patx.v1.OfferQuote.$Shape|null;
              acceptQuote?: patx.v1.AcceptQuote.$Shape|null;
              escrowCapacity?: patx.v1.EscrowCapacity.$Shape|null;
              mintRights?: patx.v1.MintRights.$Shape|null;
              withdrawRights?: patx.v1.WithdrawRights.$Shape|null;
              noticeDelivery?: patx.v1.NoticeDelivery.$Shape|null;
              acceptDelivery?: patx.v1.AcceptDelivery.$Shape|null;
              disputeDelivery?: patx.v1.DisputeDelivery.$Shape|null;
              ruleDispute?: patx.v1.RuleDispute.$Shape|null;
              acknowledgeTicket?: patx.v1.AcknowledgeTicket.$Shape|null;
              setAutoExercise?: patx.v1.SetAutoExercise.$Shape|null;
              moveCollateral?: patx.v1.MoveCollateral.$Shape|null;
              openAccount?: patx.v1.OpenAccount.$Shape|null;
              updateAccount?: patx.v1.UpdateAccount.$Shape|null;
              addKey?: patx.v1.AddKey.$Shape|null;
              revokeKey?: patx.v1.RevokeKey.$Shape|null;
              deposit?: patx.v1.Deposit.$Shape|null;
              withdraw?: patx.v1.Withdraw.$Shape|null;
              defineContract?: patx.v1.DefineContract.$Shape|null;
              openSeries?: patx.v1.OpenSeries.$Shape|null;
              setParameter?: patx.v1.SetParameter.$Shape|null;
              setPhase?: patx.v1.SetPhase.$Shape|null;
              kill?: patx.v1.Kill.$Shape|null;
              releaseKill?: patx.v1.ReleaseKill.$Shape|null;
              haltSeries?: patx.v1.HaltSeries.$Shape|null;
              resumeSeries?: patx.v1.ResumeSeries.$Shape|null;
              bustTrade?: patx.v1.BustTrade.$Shape|null;
              grantEntitlement?: patx.v1.GrantEntitlement.$Shape|null;
              revokeEntitlement?: patx.v1.RevokeEntitlement.$Shape|null;
              setQuoterState?: patx.v1.SetQuoterState.$Shape|null;
              setConfidence?: patx.v1.SetConfidence.$Shape|null;
              approveParameter?: patx.v1.ApproveParameter.$Shape|null;
              withdrawParameter?: patx.v1.WithdrawParameter.$Shape|null;
              rollBackParameter?: patx.v1.RollBackParameter.$Shape|null;
              requireApproval?: patx.v1.RequireApproval.$Shape|null;
              setProtection?: patx.v1.SetProtection.$Shape|null;
              resetProtection?: patx.v1.ResetProtection.$Shape|null;
              logon?: patx.v1.Logon.$Shape|null;
              logout?: patx.v1.Logout.$Shape|null;
              heartbeat?: patx.v1.Heartbeat.$Shape|null;
              subscribe?: patx.v1.Subscribe.$Shape|null;
              unsubscribe?: patx.v1.Unsubscribe.$Shape|null;
              getAccountSnapshot?: patx.v1.GetAccountSnapshot.$Shape|null;
              resumeReports?: patx.v1.ResumeReports.$Shape|null;
              listMarkets?: patx.v1.ListMarkets.$Shape|null;
              listParameters?: patx.v1.ListParameters.$Shape|null;
              dryRunParameter?: patx.v1.DryRunParameter.$Shape|null;
              getWalletChallenge?: patx.v1.GetWalletChallenge.$Shape|null;
              signWalletChallenge?: patx.v1.SignWalletChallenge.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "placeOrder"; placeOrder: patx.v1.PlaceOrder.$Shape; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "cancelOrder"; placeOrder?: null; cancelOrder: patx.v1.CancelOrder.$Shape; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "amendOrder"; placeOrder?: null; cancelOrder?: null; amendOrder: patx.v1.AmendOrder.$Shape; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "massCancel"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel: patx.v1.MassCancel.$Shape; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "massQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote: patx.v1.MassQuote.$Shape; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "markUpdate"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate: patx.v1.MarkUpdate.$Shape; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "exerciseRights"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights: patx.v1.ExerciseRights.$Shape; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "getOutcome"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome: patx.v1.GetOutcome.$Shape; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "placeBundle"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle: patx.v1.PlaceBundle.$Shape; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "requestQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote: patx.v1.RequestQuote.$Shape; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "offerQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote: patx.v1.OfferQuote.$Shape; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "acceptQuote"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote: patx.v1.AcceptQuote.$Shape; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "escrowCapacity"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity: patx.v1.EscrowCapacity.$Shape; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "mintRights"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights: patx.v1.MintRights.$Shape; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "withdrawRights"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights: patx.v1.WithdrawRights.$Shape; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "noticeDelivery"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery: patx.v1.NoticeDelivery.$Shape; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "acceptDelivery"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery: patx.v1.AcceptDelivery.$Shape; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "disputeDelivery"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery: patx.v1.DisputeDelivery.$Shape; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "ruleDispute"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute: patx.v1.RuleDispute.$Shape; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "acknowledgeTicket"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket: patx.v1.AcknowledgeTicket.$Shape; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "setAutoExercise"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise: patx.v1.SetAutoExercise.$Shape; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "moveCollateral"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral: patx.v1.MoveCollateral.$Shape; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "openAccount"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount: patx.v1.OpenAccount.$Shape; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "updateAccount"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount: patx.v1.UpdateAccount.$Shape; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "addKey"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey: patx.v1.AddKey.$Shape; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "revokeKey"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey: patx.v1.RevokeKey.$Shape; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "deposit"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit: patx.v1.Deposit.$Shape; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "withdraw"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw: patx.v1.Withdraw.$Shape; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "defineContract"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract: patx.v1.DefineContract.$Shape; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "openSeries"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries: patx.v1.OpenSeries.$Shape; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "setParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter: patx.v1.SetParameter.$Shape; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "setPhase"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase: patx.v1.SetPhase.$Shape; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "kill"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill: patx.v1.Kill.$Shape; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "releaseKill"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill: patx.v1.ReleaseKill.$Shape; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "haltSeries"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries: patx.v1.HaltSeries.$Shape; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "resumeSeries"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries: patx.v1.ResumeSeries.$Shape; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "bustTrade"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade: patx.v1.BustTrade.$Shape; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "grantEntitlement"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement: patx.v1.GrantEntitlement.$Shape; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "revokeEntitlement"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement: patx.v1.RevokeEntitlement.$Shape; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "setQuoterState"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState: patx.v1.SetQuoterState.$Shape; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "setConfidence"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence: patx.v1.SetConfidence.$Shape; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "approveParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter: patx.v1.ApproveParameter.$Shape; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "withdrawParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter: patx.v1.WithdrawParameter.$Shape; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "rollBackParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter: patx.v1.RollBackParameter.$Shape; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "requireApproval"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval: patx.v1.RequireApproval.$Shape; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "setProtection"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection: patx.v1.SetProtection.$Shape; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "resetProtection"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection: patx.v1.ResetProtection.$Shape; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "logon"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon: patx.v1.Logon.$Shape; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "logout"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout: patx.v1.Logout.$Shape; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "heartbeat"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat: patx.v1.Heartbeat.$Shape; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "subscribe"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe: patx.v1.Subscribe.$Shape; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "unsubscribe"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe: patx.v1.Unsubscribe.$Shape; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "getAccountSnapshot"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot: patx.v1.GetAccountSnapshot.$Shape; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "resumeReports"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports: patx.v1.ResumeReports.$Shape; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "listMarkets"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets: patx.v1.ListMarkets.$Shape; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "listParameters"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters: patx.v1.ListParameters.$Shape; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "dryRunParameter"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter: patx.v1.DryRunParameter.$Shape; getWalletChallenge?: null; signWalletChallenge?: null }|{ body?: "getWalletChallenge"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge: patx.v1.GetWalletChallenge.$Shape; signWalletChallenge?: null }|{ body?: "signWalletChallenge"; placeOrder?: null; cancelOrder?: null; amendOrder?: null; massCancel?: null; massQuote?: null; markUpdate?: null; exerciseRights?: null; getOutcome?: null; placeBundle?: null; requestQuote?: null; offerQuote?: null; acceptQuote?: null; escrowCapacity?: null; mintRights?: null; withdrawRights?: null; noticeDelivery?: null; acceptDelivery?: null; disputeDelivery?: null; ruleDispute?: null; acknowledgeTicket?: null; setAutoExercise?: null; moveCollateral?: null; openAccount?: null; updateAccount?: null; addKey?: null; revokeKey?: null; deposit?: null; withdraw?: null; defineContract?: null; openSeries?: null; setParameter?: null; setPhase?: null; kill?: null; releaseKill?: null; haltSeries?: null; resumeSeries?: null; bustTrade?: null; grantEntitlement?: null; revokeEntitlement?: null; setQuoterState?: null; setConfidence?: null; approveParameter?: null; withdrawParameter?: null; rollBackParameter?: null; requireApproval?: null; setProtection?: null; resetProtection?: null; logon?: null; logout?: null; heartbeat?: null; subscribe?: null; unsubscribe?: null; getAccountSnapshot?: null; resumeReports?: null; listMarkets?: null; listParameters?: null; dryRunParameter?: null; getWalletChallenge?: null; signWalletChallenge: patx.v1.SignWalletChallenge.$Shape })
            );
        }

        /**
         * Properties of a ServerEnvelope.
         * @deprecated Use patx.v1.ServerEnvelope.$Properties instead.
         */
        interface IServerEnvelope extends patx.v1.ServerEnvelope.$Properties {
        }

        /** Represents a ServerEnvelope. */
        class ServerEnvelope {

            /**
             * Constructs a new ServerEnvelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ServerEnvelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServerEnvelope requestId. */
            requestId: (number|Long);

            /** ServerEnvelope channelId. */
            channelId: number;

            /** ServerEnvelope sentTimeNs. */
            sentTimeNs: (number|Long);

            /** ServerEnvelope executionReport. */
            executionReport?: (patx.v1.ExecutionReport.$Properties|null);

            /** ServerEnvelope commandResult. */
            commandResult?: (patx.v1.CommandResult.$Properties|null);

            /** ServerEnvelope bookDelta. */
            bookDelta?: (patx.v1.BookDelta.$Properties|null);

            /** ServerEnvelope tradePrint. */
            tradePrint?: (patx.v1.TradePrint.$Properties|null);

            /** ServerEnvelope quote. */
            quote?: (patx.v1.Quote.$Properties|null);

            /** ServerEnvelope bookSnapshot. */
            bookSnapshot?: (patx.v1.BookSnapshot.$Properties|null);

            /** ServerEnvelope balanceReport. */
            balanceReport?: (patx.v1.BalanceReport.$Properties|null);

            /** ServerEnvelope positionReport. */
            positionReport?: (patx.v1.PositionReport.$Properties|null);

            /** ServerEnvelope rightsReport. */
            rightsReport?: (patx.v1.RightsReport.$Properties|null);

            /** ServerEnvelope deliveryReport. */
            deliveryReport?: (patx.v1.DeliveryReport.$Properties|null);

            /** ServerEnvelope deliveryTicket. */
            deliveryTicket?: (patx.v1.DeliveryTicket.$Properties|null);

            /** ServerEnvelope entitlementReport. */
            entitlementReport?: (patx.v1.EntitlementReport.$Properties|null);

            /** ServerEnvelope challenge. */
            challenge?: (patx.v1.Challenge.$Properties|null);

            /** ServerEnvelope logonAccepted. */
            logonAccepted?: (patx.v1.LogonAccepted.$Properties|null);

            /** ServerEnvelope heartbeat. */
            heartbeat?: (patx.v1.Heartbeat.$Properties|null);

            /** ServerEnvelope errorReport. */
            errorReport?: (patx.v1.ErrorReport.$Properties|null);

            /** ServerEnvelope subscribed. */
            subscribed?: (patx.v1.Subscribed.$Properties|null);

            /** ServerEnvelope accountSnapshot. */
            accountSnapshot?: (patx.v1.AccountSnapshot.$Properties|null);

            /** ServerEnvelope marketList. */
            marketList?: (patx.v1.MarketList.$Properties|null);

            /** ServerEnvelope parameterList. */
            parameterList?: (patx.v1.ParameterList.$Properties|null);

            /** ServerEnvelope seriesInfo. */
            seriesInfo?: (patx.v1.SeriesInfo.$Properties|null);

            /** ServerEnvelope parameterInfo. */
            parameterInfo?: (patx.v1.ParameterInfo.$Properties|null);

            /** ServerEnvelope venueInfo. */
            venueInfo?: (patx.v1.VenueInfo.$Properties|null);

            /** ServerEnvelope resumeDone. */
            resumeDone?: (patx.v1.ResumeDone.$Properties|null);

            /** ServerEnvelope credits. */
            credits?: (patx.v1.Credits.$Properties|null);

            /** ServerEnvelope channelGap. */
            channelGap?: (patx.v1.ChannelGap.$Properties|null);

            /** ServerEnvelope auctionInfo. */
            auctionInfo?: (patx.v1.AuctionInfo.$Properties|null);

            /** ServerEnvelope parameterRequestInfo. */
            parameterRequestInfo?: (patx.v1.ParameterRequestInfo.$Properties|null);

            /** ServerEnvelope parameterDryRun. */
            parameterDryRun?: (patx.v1.ParameterDryRun.$Properties|null);

            /** ServerEnvelope walletReport. */
            walletReport?: (patx.v1.WalletReport.$Properties|null);

            /** ServerEnvelope walletChallenge. */
            walletChallenge?: (patx.v1.WalletChallenge.$Properties|null);

            /** ServerEnvelope protectionReport. */
            protectionReport?: (patx.v1.ProtectionReport.$Properties|null);

            /** ServerEnvelope killInfo. */
            killInfo?: (patx.v1.KillInfo.$Properties|null);

            /** ServerEnvelope firmQuote. */
            firmQuote?: (patx.v1.FirmQuote.$Properties|null);

            /** ServerEnvelope body. */
            body?: ("executionReport"|"commandResult"|"bookDelta"|"tradePrint"|"quote"|"bookSnapshot"|"balanceReport"|"positionReport"|"rightsReport"|"deliveryReport"|"deliveryTicket"|"entitlementReport"|"challenge"|"logonAccepted"|"heartbeat"|"errorReport"|"subscribed"|"accountSnapshot"|"marketList"|"parameterList"|"seriesInfo"|"parameterInfo"|"venueInfo"|"resumeDone"|"credits"|"channelGap"|"auctionInfo"|"parameterRequestInfo"|"parameterDryRun"|"walletReport"|"walletChallenge"|"protectionReport"|"killInfo"|"firmQuote");

            /**
             * Creates a new ServerEnvelope instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ServerEnvelope instance
             */
            static create(properties: patx.v1.ServerEnvelope.$Shape): patx.v1.ServerEnvelope & patx.v1.ServerEnvelope.$Shape;
            static create(properties?: patx.v1.ServerEnvelope.$Properties): patx.v1.ServerEnvelope;

            /**
             * Encodes the specified ServerEnvelope message. Does not implicitly {@link patx.v1.ServerEnvelope.verify|verify} messages.
             * @param message ServerEnvelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ServerEnvelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ServerEnvelope message, length delimited. Does not implicitly {@link patx.v1.ServerEnvelope.verify|verify} messages.
             * @param message ServerEnvelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ServerEnvelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServerEnvelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ServerEnvelope & patx.v1.ServerEnvelope.$Shape} ServerEnvelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ServerEnvelope & patx.v1.ServerEnvelope.$Shape;

            /**
             * Decodes a ServerEnvelope message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ServerEnvelope & patx.v1.ServerEnvelope.$Shape} ServerEnvelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ServerEnvelope & patx.v1.ServerEnvelope.$Shape;
        }

        namespace ServerEnvelope {

            /** Properties of a ServerEnvelope. */
            interface $Properties {

                /** ServerEnvelope requestId */
                requestId?: (number|Long|null);

                /** ServerEnvelope channelId */
                channelId?: (number|null);

                /** ServerEnvelope sentTimeNs */
                sentTimeNs?: (number|Long|null);

                /** ServerEnvelope executionReport */
                executionReport?: (patx.v1.ExecutionReport.$Properties|null);

                /** ServerEnvelope commandResult */
                commandResult?: (patx.v1.CommandResult.$Properties|null);

                /** ServerEnvelope bookDelta */
                bookDelta?: (patx.v1.BookDelta.$Properties|null);

                /** ServerEnvelope tradePrint */
                tradePrint?: (patx.v1.TradePrint.$Properties|null);

                /** ServerEnvelope quote */
                quote?: (patx.v1.Quote.$Properties|null);

                /** ServerEnvelope bookSnapshot */
                bookSnapshot?: (patx.v1.BookSnapshot.$Properties|null);

                /** ServerEnvelope balanceReport */
                balanceReport?: (patx.v1.BalanceReport.$Properties|null);

                /** ServerEnvelope positionReport */
                positionReport?: (patx.v1.PositionReport.$Properties|null);

                /** ServerEnvelope rightsReport */
                rightsReport?: (patx.v1.RightsReport.$Properties|null);

                /** ServerEnvelope deliveryReport */
                deliveryReport?: (patx.v1.DeliveryReport.$Properties|null);

                /** ServerEnvelope deliveryTicket */
                deliveryTicket?: (patx.v1.DeliveryTicket.$Properties|null);

                /** ServerEnvelope entitlementReport */
                entitlementReport?: (patx.v1.EntitlementReport.$Properties|null);

                /** ServerEnvelope challenge */
                challenge?: (patx.v1.Challenge.$Properties|null);

                /** ServerEnvelope logonAccepted */
                logonAccepted?: (patx.v1.LogonAccepted.$Properties|null);

                /** ServerEnvelope heartbeat */
                heartbeat?: (patx.v1.Heartbeat.$Properties|null);

                /** ServerEnvelope errorReport */
                errorReport?: (patx.v1.ErrorReport.$Properties|null);

                /** ServerEnvelope subscribed */
                subscribed?: (patx.v1.Subscribed.$Properties|null);

                /** ServerEnvelope accountSnapshot */
                accountSnapshot?: (patx.v1.AccountSnapshot.$Properties|null);

                /** ServerEnvelope marketList */
                marketList?: (patx.v1.MarketList.$Properties|null);

                /** ServerEnvelope parameterList */
                parameterList?: (patx.v1.ParameterList.$Properties|null);

                /** ServerEnvelope seriesInfo */
                seriesInfo?: (patx.v1.SeriesInfo.$Properties|null);

                /** ServerEnvelope parameterInfo */
                parameterInfo?: (patx.v1.ParameterInfo.$Properties|null);

                /** ServerEnvelope venueInfo */
                venueInfo?: (patx.v1.VenueInfo.$Properties|null);

                /** ServerEnvelope resumeDone */
                resumeDone?: (patx.v1.ResumeDone.$Properties|null);

                /** ServerEnvelope credits */
                credits?: (patx.v1.Credits.$Properties|null);

                /** ServerEnvelope channelGap */
                channelGap?: (patx.v1.ChannelGap.$Properties|null);

                /** ServerEnvelope auctionInfo */
                auctionInfo?: (patx.v1.AuctionInfo.$Properties|null);

                /** ServerEnvelope parameterRequestInfo */
                parameterRequestInfo?: (patx.v1.ParameterRequestInfo.$Properties|null);

                /** ServerEnvelope parameterDryRun */
                parameterDryRun?: (patx.v1.ParameterDryRun.$Properties|null);

                /** ServerEnvelope walletReport */
                walletReport?: (patx.v1.WalletReport.$Properties|null);

                /** ServerEnvelope walletChallenge */
                walletChallenge?: (patx.v1.WalletChallenge.$Properties|null);

                /** ServerEnvelope protectionReport */
                protectionReport?: (patx.v1.ProtectionReport.$Properties|null);

                /** ServerEnvelope killInfo */
                killInfo?: (patx.v1.KillInfo.$Properties|null);

                /** ServerEnvelope firmQuote */
                firmQuote?: (patx.v1.FirmQuote.$Properties|null);

                /** ServerEnvelope body */
                body?: ("executionReport"|"commandResult"|"bookDelta"|"tradePrint"|"quote"|"bookSnapshot"|"balanceReport"|"positionReport"|"rightsReport"|"deliveryReport"|"deliveryTicket"|"entitlementReport"|"challenge"|"logonAccepted"|"heartbeat"|"errorReport"|"subscribed"|"accountSnapshot"|"marketList"|"parameterList"|"seriesInfo"|"parameterInfo"|"venueInfo"|"resumeDone"|"credits"|"channelGap"|"auctionInfo"|"parameterRequestInfo"|"parameterDryRun"|"walletReport"|"walletChallenge"|"protectionReport"|"killInfo"|"firmQuote");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ServerEnvelope. */
            type $Shape = {
              requestId?: number|Long|null;
              channelId?: number|null;
              sentTimeNs?: number|Long|null;
              executionReport?: patx.v1.ExecutionReport.$Shape|null;
              commandResult?: patx.v1.CommandResult.$Shape|null;
              bookDelta?: patx.v1.BookDelta.$Shape|null;
              tradePrint?: patx.v1.TradePrint.$Shape|null;
              quote?: patx.v1.Quote.$Shape|null;
              bookSnapshot?: patx.v1.BookSnapshot.$Shape|null;
              balanceReport?: patx.v1.BalanceReport.$Shape|null;
              positionReport?: patx.v1.PositionReport.$Shape|null;
              rightsReport?: patx.v1.RightsReport.$Shape|null;
              deliveryReport?: patx.v1.DeliveryReport.$Shape|null;
              deliveryTicket?: patx.v1.DeliveryTicket.$Shape|null;
              entitlementReport?: patx.v1.EntitlementReport.$Shape|null;
              challenge?: patx.v1.Challenge.$Shape|null;
              logonAccepted?: patx.v1.LogonAccepted.$Shape|null;
              heartbeat?: patx.v1.Heartbeat.$Shape|null;
              errorReport?: patx.v1.ErrorReport.$Shape|null;
              subscribed?: patx.v1.Subscribed.$Shape|null;
              accountSnapshot?: patx.v1.AccountSnapshot.$Shape|null;
              marketList?: patx.v1.MarketList.$Shape|null;
              parameterList?: patx.v1.ParameterList.$Shape|null;
              seriesInfo?: patx.v1.SeriesInfo.$Shape|null;
              parameterInfo?: patx.v1.ParameterInfo.$Shape|null;
              venueInfo?: patx.v1.VenueInfo.$Shape|null;
              resumeDone?: patx.v1.ResumeDone.$Shape|null;
              credits?: patx.v1.Credits.$Shape|null;
              channelGap?: patx.v1.ChannelGap.$Shape|null;
              auctionInfo?: patx.v1.AuctionInfo.$Shape|null;
              parameterRequestInfo?: patx.v1.ParameterRequestInfo.$Shape|null;
              parameterDryRun?: patx.v1.ParameterDryRun.$Shape|null;
              walletReport?: patx.v1.WalletReport.$Shape|null;
              walletChallenge?: patx.v1.WalletChallenge.$Shape|null;
              protectionReport?: patx.v1.ProtectionReport.$Shape|null;
              killInfo?: patx.v1.KillInfo.$Shape|null;
              firmQuote?: patx.v1.FirmQuote.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "executionReport"; executionReport: patx.v1.ExecutionReport.$Shape; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "commandResult"; executionReport?: null; commandResult: patx.v1.CommandResult.$Shape; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "bookDelta"; executionReport?: null; commandResult?: null; bookDelta: patx.v1.BookDelta.$Shape; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "tradePrint"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint: patx.v1.TradePrint.$Shape; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "quote"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote: patx.v1.Quote.$Shape; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "bookSnapshot"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot: patx.v1.BookSnapshot.$Shape; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "balanceReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport: patx.v1.BalanceReport.$Shape; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "positionReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport: patx.v1.PositionReport.$Shape; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "rightsReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport: patx.v1.RightsReport.$Shape; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "deliveryReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport: patx.v1.DeliveryReport.$Shape; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "deliveryTicket"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket: patx.v1.DeliveryTicket.$Shape; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "entitlementReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport: patx.v1.EntitlementReport.$Shape; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "challenge"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge: patx.v1.Challenge.$Shape; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "logonAccepted"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted: patx.v1.LogonAccepted.$Shape; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "heartbeat"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat: patx.v1.Heartbeat.$Shape; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "errorReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport: patx.v1.ErrorReport.$Shape; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "subscribed"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed: patx.v1.Subscribed.$Shape; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "accountSnapshot"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot: patx.v1.AccountSnapshot.$Shape; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "marketList"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList: patx.v1.MarketList.$Shape; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "parameterList"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList: patx.v1.ParameterList.$Shape; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "seriesInfo"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo: patx.v1.SeriesInfo.$Shape; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "parameterInfo"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo: patx.v1.ParameterInfo.$Shape; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "venueInfo"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo: patx.v1.VenueInfo.$Shape; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "resumeDone"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone: patx.v1.ResumeDone.$Shape; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "credits"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits: patx.v1.Credits.$Shape; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "channelGap"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap: patx.v1.ChannelGap.$Shape; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "auctionInfo"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo: patx.v1.AuctionInfo.$Shape; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "parameterRequestInfo"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo: patx.v1.ParameterRequestInfo.$Shape; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "parameterDryRun"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun: patx.v1.ParameterDryRun.$Shape; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "walletReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport: patx.v1.WalletReport.$Shape; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "walletChallenge"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge: patx.v1.WalletChallenge.$Shape; protectionReport?: null; killInfo?: null; firmQuote?: null }|{ body?: "protectionReport"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport: patx.v1.ProtectionReport.$Shape; killInfo?: null; firmQuote?: null }|{ body?: "killInfo"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo: patx.v1.KillInfo.$Shape; firmQuote?: null }|{ body?: "firmQuote"; executionReport?: null; commandResult?: null; bookDelta?: null; tradePrint?: null; quote?: null; bookSnapshot?: null; balanceReport?: null; positionReport?: null; rightsReport?: null; deliveryReport?: null; deliveryTicket?: null; entitlementReport?: null; challenge?: null; logonAccepted?: null; heartbeat?: null; errorReport?: null; subscribed?: null; accountSnapshot?: null; marketList?: null; parameterList?: null; seriesInfo?: null; parameterInfo?: null; venueInfo?: null; resumeDone?: null; credits?: null; channelGap?: null; auctionInfo?: null; parameterRequestInfo?: null; parameterDryRun?: null; walletReport?: null; walletChallenge?: null; protectionReport?: null; killInfo?: null; firmQuote: patx.v1.FirmQuote.$Shape })
            );
        }

        /**
         * Properties of a Challenge.
         * @deprecated Use patx.v1.Challenge.$Properties instead.
         */
        interface IChallenge extends patx.v1.Challenge.$Properties {
        }

        /** Represents a Challenge. */
        class Challenge {

            /**
             * Constructs a new Challenge.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Challenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Challenge nonce. */
            nonce: Uint8Array;

            /** Challenge sessionId. */
            sessionId: number;

            /** Challenge venue. */
            venue: string;

            /**
             * Creates a new Challenge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Challenge instance
             */
            static create(properties: patx.v1.Challenge.$Shape): patx.v1.Challenge & patx.v1.Challenge.$Shape;
            static create(properties?: patx.v1.Challenge.$Properties): patx.v1.Challenge;

            /**
             * Encodes the specified Challenge message. Does not implicitly {@link patx.v1.Challenge.verify|verify} messages.
             * @param message Challenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Challenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Challenge message, length delimited. Does not implicitly {@link patx.v1.Challenge.verify|verify} messages.
             * @param message Challenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Challenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Challenge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Challenge & patx.v1.Challenge.$Shape} Challenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Challenge & patx.v1.Challenge.$Shape;

            /**
             * Decodes a Challenge message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Challenge & patx.v1.Challenge.$Shape} Challenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Challenge & patx.v1.Challenge.$Shape;
        }

        namespace Challenge {

            /** Properties of a Challenge. */
            interface $Properties {

                /** Challenge nonce */
                nonce?: (Uint8Array|null);

                /** Challenge sessionId */
                sessionId?: (number|null);

                /** Challenge venue */
                venue?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Challenge. */
            type $Shape = patx.v1.Challenge.$Properties;
        }

        /**
         * Properties of a Logon.
         * @deprecated Use patx.v1.Logon.$Properties instead.
         */
        interface ILogon extends patx.v1.Logon.$Properties {
        }

        /** Represents a Logon. */
        class Logon {

            /**
             * Constructs a new Logon.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Logon.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Logon accountId. */
            accountId: number;

            /** Logon keyId. */
            keyId: number;

            /** Logon signature. */
            signature: Uint8Array;

            /** Logon cancelOnDisconnect. */
            cancelOnDisconnect: boolean;

            /** Logon heartbeatIntervalMs. */
            heartbeatIntervalMs: number;

            /** Logon pushBalances. */
            pushBalances: boolean;

            /**
             * Creates a new Logon instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Logon instance
             */
            static create(properties: patx.v1.Logon.$Shape): patx.v1.Logon & patx.v1.Logon.$Shape;
            static create(properties?: patx.v1.Logon.$Properties): patx.v1.Logon;

            /**
             * Encodes the specified Logon message. Does not implicitly {@link patx.v1.Logon.verify|verify} messages.
             * @param message Logon message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Logon.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Logon message, length delimited. Does not implicitly {@link patx.v1.Logon.verify|verify} messages.
             * @param message Logon message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Logon.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Logon message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Logon & patx.v1.Logon.$Shape} Logon
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Logon & patx.v1.Logon.$Shape;

            /**
             * Decodes a Logon message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Logon & patx.v1.Logon.$Shape} Logon
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Logon & patx.v1.Logon.$Shape;
        }

        namespace Logon {

            /** Properties of a Logon. */
            interface $Properties {

                /** Logon accountId */
                accountId?: (number|null);

                /** Logon keyId */
                keyId?: (number|null);

                /** Logon signature */
                signature?: (Uint8Array|null);

                /** Logon cancelOnDisconnect */
                cancelOnDisconnect?: (boolean|null);

                /** Logon heartbeatIntervalMs */
                heartbeatIntervalMs?: (number|null);

                /** Logon pushBalances */
                pushBalances?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Logon. */
            type $Shape = patx.v1.Logon.$Properties;
        }

        /**
         * Properties of a LogonAccepted.
         * @deprecated Use patx.v1.LogonAccepted.$Properties instead.
         */
        interface ILogonAccepted extends patx.v1.LogonAccepted.$Properties {
        }

        /** Represents a LogonAccepted. */
        class LogonAccepted {

            /**
             * Constructs a new LogonAccepted.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.LogonAccepted.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogonAccepted sessionId. */
            sessionId: number;

            /** LogonAccepted accountId. */
            accountId: number;

            /** LogonAccepted scopes. */
            scopes: patx.v1.KeyScope[];

            /** LogonAccepted heartbeatIntervalMs. */
            heartbeatIntervalMs: number;

            /** LogonAccepted maxMessageBytes. */
            maxMessageBytes: number;

            /** LogonAccepted maxInFlight. */
            maxInFlight: number;

            /** LogonAccepted accountSequence. */
            accountSequence: (number|Long);

            /** LogonAccepted journalSequence. */
            journalSequence: (number|Long);

            /** LogonAccepted role. */
            role: patx.v1.AccountRole;

            /**
             * Creates a new LogonAccepted instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LogonAccepted instance
             */
            static create(properties: patx.v1.LogonAccepted.$Shape): patx.v1.LogonAccepted & patx.v1.LogonAccepted.$Shape;
            static create(properties?: patx.v1.LogonAccepted.$Properties): patx.v1.LogonAccepted;

            /**
             * Encodes the specified LogonAccepted message. Does not implicitly {@link patx.v1.LogonAccepted.verify|verify} messages.
             * @param message LogonAccepted message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.LogonAccepted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified LogonAccepted message, length delimited. Does not implicitly {@link patx.v1.LogonAccepted.verify|verify} messages.
             * @param message LogonAccepted message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.LogonAccepted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogonAccepted message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.LogonAccepted & patx.v1.LogonAccepted.$Shape} LogonAccepted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.LogonAccepted & patx.v1.LogonAccepted.$Shape;

            /**
             * Decodes a LogonAccepted message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.LogonAccepted & patx.v1.LogonAccepted.$Shape} LogonAccepted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.LogonAccepted & patx.v1.LogonAccepted.$Shape;
        }

        namespace LogonAccepted {

            /** Properties of a LogonAccepted. */
            interface $Properties {

                /** LogonAccepted sessionId */
                sessionId?: (number|null);

                /** LogonAccepted accountId */
                accountId?: (number|null);

                /** LogonAccepted scopes */
                scopes?: (patx.v1.KeyScope[]|null);

                /** LogonAccepted heartbeatIntervalMs */
                heartbeatIntervalMs?: (number|null);

                /** LogonAccepted maxMessageBytes */
                maxMessageBytes?: (number|null);

                /** LogonAccepted maxInFlight */
                maxInFlight?: (number|null);

                /** LogonAccepted accountSequence */
                accountSequence?: (number|Long|null);

                /** LogonAccepted journalSequence */
                journalSequence?: (number|Long|null);

                /** LogonAccepted role */
                role?: (patx.v1.AccountRole|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogonAccepted. */
            type $Shape = patx.v1.LogonAccepted.$Properties;
        }

        /**
         * Properties of a Logout.
         * @deprecated Use patx.v1.Logout.$Properties instead.
         */
        interface ILogout extends patx.v1.Logout.$Properties {
        }

        /** Represents a Logout. */
        class Logout {

            /**
             * Constructs a new Logout.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Logout.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new Logout instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Logout instance
             */
            static create(properties: patx.v1.Logout.$Shape): patx.v1.Logout & patx.v1.Logout.$Shape;
            static create(properties?: patx.v1.Logout.$Properties): patx.v1.Logout;

            /**
             * Encodes the specified Logout message. Does not implicitly {@link patx.v1.Logout.verify|verify} messages.
             * @param message Logout message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Logout.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Logout message, length delimited. Does not implicitly {@link patx.v1.Logout.verify|verify} messages.
             * @param message Logout message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Logout.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Logout message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Logout & patx.v1.Logout.$Shape} Logout
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Logout & patx.v1.Logout.$Shape;

            /**
             * Decodes a Logout message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Logout & patx.v1.Logout.$Shape} Logout
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Logout & patx.v1.Logout.$Shape;
        }

        namespace Logout {

            /** Properties of a Logout. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Logout. */
            type $Shape = patx.v1.Logout.$Properties;
        }

        /**
         * Properties of a Heartbeat.
         * @deprecated Use patx.v1.Heartbeat.$Properties instead.
         */
        interface IHeartbeat extends patx.v1.Heartbeat.$Properties {
        }

        /** Represents a Heartbeat. */
        class Heartbeat {

            /**
             * Constructs a new Heartbeat.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Heartbeat.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Heartbeat timeNs. */
            timeNs: (number|Long);

            /** Heartbeat accountSequence. */
            accountSequence: (number|Long);

            /** Heartbeat lagNs. */
            lagNs: (number|Long);

            /** Heartbeat journalSequence. */
            journalSequence: (number|Long);

            /**
             * Creates a new Heartbeat instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Heartbeat instance
             */
            static create(properties: patx.v1.Heartbeat.$Shape): patx.v1.Heartbeat & patx.v1.Heartbeat.$Shape;
            static create(properties?: patx.v1.Heartbeat.$Properties): patx.v1.Heartbeat;

            /**
             * Encodes the specified Heartbeat message. Does not implicitly {@link patx.v1.Heartbeat.verify|verify} messages.
             * @param message Heartbeat message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Heartbeat message, length delimited. Does not implicitly {@link patx.v1.Heartbeat.verify|verify} messages.
             * @param message Heartbeat message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Heartbeat message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Heartbeat & patx.v1.Heartbeat.$Shape} Heartbeat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Heartbeat & patx.v1.Heartbeat.$Shape;

            /**
             * Decodes a Heartbeat message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Heartbeat & patx.v1.Heartbeat.$Shape} Heartbeat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Heartbeat & patx.v1.Heartbeat.$Shape;
        }

        namespace Heartbeat {

            /** Properties of a Heartbeat. */
            interface $Properties {

                /** Heartbeat timeNs */
                timeNs?: (number|Long|null);

                /** Heartbeat accountSequence */
                accountSequence?: (number|Long|null);

                /** Heartbeat lagNs */
                lagNs?: (number|Long|null);

                /** Heartbeat journalSequence */
                journalSequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Heartbeat. */
            type $Shape = patx.v1.Heartbeat.$Properties;
        }

        /** SlowPolicy enum. */
        enum SlowPolicy {

            /** SLOW_POLICY_UNSPECIFIED value */
            SLOW_POLICY_UNSPECIFIED = 0,

            /** SLOW_POLICY_CONFLATE value */
            SLOW_POLICY_CONFLATE = 1,

            /** SLOW_POLICY_DISCONNECT value */
            SLOW_POLICY_DISCONNECT = 2
        }

        /**
         * Properties of a Subscribe.
         * @deprecated Use patx.v1.Subscribe.$Properties instead.
         */
        interface ISubscribe extends patx.v1.Subscribe.$Properties {
        }

        /** Represents a Subscribe. */
        class Subscribe {

            /**
             * Constructs a new Subscribe.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Subscribe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Subscribe kind. */
            kind: patx.v1.ChannelKind;

            /** Subscribe seriesId. */
            seriesId: number;

            /** Subscribe depth. */
            depth: number;

            /** Subscribe slowPolicy. */
            slowPolicy: patx.v1.SlowPolicy;

            /**
             * Creates a new Subscribe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Subscribe instance
             */
            static create(properties: patx.v1.Subscribe.$Shape): patx.v1.Subscribe & patx.v1.Subscribe.$Shape;
            static create(properties?: patx.v1.Subscribe.$Properties): patx.v1.Subscribe;

            /**
             * Encodes the specified Subscribe message. Does not implicitly {@link patx.v1.Subscribe.verify|verify} messages.
             * @param message Subscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Subscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Subscribe message, length delimited. Does not implicitly {@link patx.v1.Subscribe.verify|verify} messages.
             * @param message Subscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Subscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Subscribe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Subscribe & patx.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Subscribe & patx.v1.Subscribe.$Shape;

            /**
             * Decodes a Subscribe message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Subscribe & patx.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Subscribe & patx.v1.Subscribe.$Shape;
        }

        namespace Subscribe {

            /** Properties of a Subscribe. */
            interface $Properties {

                /** Subscribe kind */
                kind?: (patx.v1.ChannelKind|null);

                /** Subscribe seriesId */
                seriesId?: (number|null);

                /** Subscribe depth */
                depth?: (number|null);

                /** Subscribe slowPolicy */
                slowPolicy?: (patx.v1.SlowPolicy|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Subscribe. */
            type $Shape = patx.v1.Subscribe.$Properties;
        }

        /**
         * Properties of a Subscribed.
         * @deprecated Use patx.v1.Subscribed.$Properties instead.
         */
        interface ISubscribed extends patx.v1.Subscribed.$Properties {
        }

        /** Represents a Subscribed. */
        class Subscribed {

            /**
             * Constructs a new Subscribed.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Subscribed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Subscribed channelId. */
            channelId: number;

            /** Subscribed kind. */
            kind: patx.v1.ChannelKind;

            /** Subscribed seriesId. */
            seriesId: number;

            /**
             * Creates a new Subscribed instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Subscribed instance
             */
            static create(properties: patx.v1.Subscribed.$Shape): patx.v1.Subscribed & patx.v1.Subscribed.$Shape;
            static create(properties?: patx.v1.Subscribed.$Properties): patx.v1.Subscribed;

            /**
             * Encodes the specified Subscribed message. Does not implicitly {@link patx.v1.Subscribed.verify|verify} messages.
             * @param message Subscribed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Subscribed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Subscribed message, length delimited. Does not implicitly {@link patx.v1.Subscribed.verify|verify} messages.
             * @param message Subscribed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Subscribed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Subscribed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Subscribed & patx.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Subscribed & patx.v1.Subscribed.$Shape;

            /**
             * Decodes a Subscribed message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Subscribed & patx.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Subscribed & patx.v1.Subscribed.$Shape;
        }

        namespace Subscribed {

            /** Properties of a Subscribed. */
            interface $Properties {

                /** Subscribed channelId */
                channelId?: (number|null);

                /** Subscribed kind */
                kind?: (patx.v1.ChannelKind|null);

                /** Subscribed seriesId */
                seriesId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Subscribed. */
            type $Shape = patx.v1.Subscribed.$Properties;
        }

        /**
         * Properties of an Unsubscribe.
         * @deprecated Use patx.v1.Unsubscribe.$Properties instead.
         */
        interface IUnsubscribe extends patx.v1.Unsubscribe.$Properties {
        }

        /** Represents an Unsubscribe. */
        class Unsubscribe {

            /**
             * Constructs a new Unsubscribe.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Unsubscribe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Unsubscribe channelId. */
            channelId: number;

            /**
             * Creates a new Unsubscribe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Unsubscribe instance
             */
            static create(properties: patx.v1.Unsubscribe.$Shape): patx.v1.Unsubscribe & patx.v1.Unsubscribe.$Shape;
            static create(properties?: patx.v1.Unsubscribe.$Properties): patx.v1.Unsubscribe;

            /**
             * Encodes the specified Unsubscribe message. Does not implicitly {@link patx.v1.Unsubscribe.verify|verify} messages.
             * @param message Unsubscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Unsubscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Unsubscribe message, length delimited. Does not implicitly {@link patx.v1.Unsubscribe.verify|verify} messages.
             * @param message Unsubscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Unsubscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Unsubscribe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Unsubscribe & patx.v1.Unsubscribe.$Shape} Unsubscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Unsubscribe & patx.v1.Unsubscribe.$Shape;

            /**
             * Decodes an Unsubscribe message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Unsubscribe & patx.v1.Unsubscribe.$Shape} Unsubscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Unsubscribe & patx.v1.Unsubscribe.$Shape;
        }

        namespace Unsubscribe {

            /** Properties of an Unsubscribe. */
            interface $Properties {

                /** Unsubscribe channelId */
                channelId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Unsubscribe. */
            type $Shape = patx.v1.Unsubscribe.$Properties;
        }

        /**
         * Properties of a ChannelGap.
         * @deprecated Use patx.v1.ChannelGap.$Properties instead.
         */
        interface IChannelGap extends patx.v1.ChannelGap.$Properties {
        }

        /** Represents a ChannelGap. */
        class ChannelGap {

            /**
             * Constructs a new ChannelGap.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ChannelGap.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChannelGap skippedCount. */
            skippedCount: (number|Long);

            /**
             * Creates a new ChannelGap instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ChannelGap instance
             */
            static create(properties: patx.v1.ChannelGap.$Shape): patx.v1.ChannelGap & patx.v1.ChannelGap.$Shape;
            static create(properties?: patx.v1.ChannelGap.$Properties): patx.v1.ChannelGap;

            /**
             * Encodes the specified ChannelGap message. Does not implicitly {@link patx.v1.ChannelGap.verify|verify} messages.
             * @param message ChannelGap message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ChannelGap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ChannelGap message, length delimited. Does not implicitly {@link patx.v1.ChannelGap.verify|verify} messages.
             * @param message ChannelGap message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ChannelGap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChannelGap message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ChannelGap & patx.v1.ChannelGap.$Shape} ChannelGap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ChannelGap & patx.v1.ChannelGap.$Shape;

            /**
             * Decodes a ChannelGap message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ChannelGap & patx.v1.ChannelGap.$Shape} ChannelGap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ChannelGap & patx.v1.ChannelGap.$Shape;
        }

        namespace ChannelGap {

            /** Properties of a ChannelGap. */
            interface $Properties {

                /** ChannelGap skippedCount */
                skippedCount?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChannelGap. */
            type $Shape = patx.v1.ChannelGap.$Properties;
        }

        /**
         * Properties of a GetAccountSnapshot.
         * @deprecated Use patx.v1.GetAccountSnapshot.$Properties instead.
         */
        interface IGetAccountSnapshot extends patx.v1.GetAccountSnapshot.$Properties {
        }

        /** Represents a GetAccountSnapshot. */
        class GetAccountSnapshot {

            /**
             * Constructs a new GetAccountSnapshot.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.GetAccountSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new GetAccountSnapshot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetAccountSnapshot instance
             */
            static create(properties: patx.v1.GetAccountSnapshot.$Shape): patx.v1.GetAccountSnapshot & patx.v1.GetAccountSnapshot.$Shape;
            static create(properties?: patx.v1.GetAccountSnapshot.$Properties): patx.v1.GetAccountSnapshot;

            /**
             * Encodes the specified GetAccountSnapshot message. Does not implicitly {@link patx.v1.GetAccountSnapshot.verify|verify} messages.
             * @param message GetAccountSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.GetAccountSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified GetAccountSnapshot message, length delimited. Does not implicitly {@link patx.v1.GetAccountSnapshot.verify|verify} messages.
             * @param message GetAccountSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.GetAccountSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetAccountSnapshot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.GetAccountSnapshot & patx.v1.GetAccountSnapshot.$Shape} GetAccountSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.GetAccountSnapshot & patx.v1.GetAccountSnapshot.$Shape;

            /**
             * Decodes a GetAccountSnapshot message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.GetAccountSnapshot & patx.v1.GetAccountSnapshot.$Shape} GetAccountSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.GetAccountSnapshot & patx.v1.GetAccountSnapshot.$Shape;
        }

        namespace GetAccountSnapshot {

            /** Properties of a GetAccountSnapshot. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetAccountSnapshot. */
            type $Shape = patx.v1.GetAccountSnapshot.$Properties;
        }

        /**
         * Properties of a ResumeReports.
         * @deprecated Use patx.v1.ResumeReports.$Properties instead.
         */
        interface IResumeReports extends patx.v1.ResumeReports.$Properties {
        }

        /** Represents a ResumeReports. */
        class ResumeReports {

            /**
             * Constructs a new ResumeReports.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ResumeReports.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResumeReports afterAccountSequence. */
            afterAccountSequence: (number|Long);

            /**
             * Creates a new ResumeReports instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResumeReports instance
             */
            static create(properties: patx.v1.ResumeReports.$Shape): patx.v1.ResumeReports & patx.v1.ResumeReports.$Shape;
            static create(properties?: patx.v1.ResumeReports.$Properties): patx.v1.ResumeReports;

            /**
             * Encodes the specified ResumeReports message. Does not implicitly {@link patx.v1.ResumeReports.verify|verify} messages.
             * @param message ResumeReports message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ResumeReports.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ResumeReports message, length delimited. Does not implicitly {@link patx.v1.ResumeReports.verify|verify} messages.
             * @param message ResumeReports message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ResumeReports.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResumeReports message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ResumeReports & patx.v1.ResumeReports.$Shape} ResumeReports
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ResumeReports & patx.v1.ResumeReports.$Shape;

            /**
             * Decodes a ResumeReports message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ResumeReports & patx.v1.ResumeReports.$Shape} ResumeReports
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ResumeReports & patx.v1.ResumeReports.$Shape;
        }

        namespace ResumeReports {

            /** Properties of a ResumeReports. */
            interface $Properties {

                /** ResumeReports afterAccountSequence */
                afterAccountSequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResumeReports. */
            type $Shape = patx.v1.ResumeReports.$Properties;
        }

        /**
         * Properties of a ResumeDone.
         * @deprecated Use patx.v1.ResumeDone.$Properties instead.
         */
        interface IResumeDone extends patx.v1.ResumeDone.$Properties {
        }

        /** Represents a ResumeDone. */
        class ResumeDone {

            /**
             * Constructs a new ResumeDone.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ResumeDone.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ResumeDone accountSequence. */
            accountSequence: (number|Long);

            /** ResumeDone reportCount. */
            reportCount: number;

            /**
             * Creates a new ResumeDone instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ResumeDone instance
             */
            static create(properties: patx.v1.ResumeDone.$Shape): patx.v1.ResumeDone & patx.v1.ResumeDone.$Shape;
            static create(properties?: patx.v1.ResumeDone.$Properties): patx.v1.ResumeDone;

            /**
             * Encodes the specified ResumeDone message. Does not implicitly {@link patx.v1.ResumeDone.verify|verify} messages.
             * @param message ResumeDone message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ResumeDone.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ResumeDone message, length delimited. Does not implicitly {@link patx.v1.ResumeDone.verify|verify} messages.
             * @param message ResumeDone message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ResumeDone.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ResumeDone message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ResumeDone & patx.v1.ResumeDone.$Shape} ResumeDone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ResumeDone & patx.v1.ResumeDone.$Shape;

            /**
             * Decodes a ResumeDone message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ResumeDone & patx.v1.ResumeDone.$Shape} ResumeDone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ResumeDone & patx.v1.ResumeDone.$Shape;
        }

        namespace ResumeDone {

            /** Properties of a ResumeDone. */
            interface $Properties {

                /** ResumeDone accountSequence */
                accountSequence?: (number|Long|null);

                /** ResumeDone reportCount */
                reportCount?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ResumeDone. */
            type $Shape = patx.v1.ResumeDone.$Properties;
        }

        /**
         * Properties of a ListMarkets.
         * @deprecated Use patx.v1.ListMarkets.$Properties instead.
         */
        interface IListMarkets extends patx.v1.ListMarkets.$Properties {
        }

        /** Represents a ListMarkets. */
        class ListMarkets {

            /**
             * Constructs a new ListMarkets.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ListMarkets.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListMarkets includeClosed. */
            includeClosed: boolean;

            /**
             * Creates a new ListMarkets instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListMarkets instance
             */
            static create(properties: patx.v1.ListMarkets.$Shape): patx.v1.ListMarkets & patx.v1.ListMarkets.$Shape;
            static create(properties?: patx.v1.ListMarkets.$Properties): patx.v1.ListMarkets;

            /**
             * Encodes the specified ListMarkets message. Does not implicitly {@link patx.v1.ListMarkets.verify|verify} messages.
             * @param message ListMarkets message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ListMarkets.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ListMarkets message, length delimited. Does not implicitly {@link patx.v1.ListMarkets.verify|verify} messages.
             * @param message ListMarkets message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ListMarkets.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListMarkets message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ListMarkets & patx.v1.ListMarkets.$Shape} ListMarkets
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ListMarkets & patx.v1.ListMarkets.$Shape;

            /**
             * Decodes a ListMarkets message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ListMarkets & patx.v1.ListMarkets.$Shape} ListMarkets
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ListMarkets & patx.v1.ListMarkets.$Shape;
        }

        namespace ListMarkets {

            /** Properties of a ListMarkets. */
            interface $Properties {

                /** ListMarkets includeClosed */
                includeClosed?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListMarkets. */
            type $Shape = patx.v1.ListMarkets.$Properties;
        }

        /**
         * Properties of a MarketList.
         * @deprecated Use patx.v1.MarketList.$Properties instead.
         */
        interface IMarketList extends patx.v1.MarketList.$Properties {
        }

        /** Represents a MarketList. */
        class MarketList {

            /**
             * Constructs a new MarketList.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.MarketList.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MarketList contracts. */
            contracts: patx.v1.ContractInfo.$Properties[];

            /** MarketList series. */
            series: patx.v1.SeriesInfo.$Properties[];

            /** MarketList venue. */
            venue?: (patx.v1.VenueInfo.$Properties|null);

            /** MarketList kills. */
            kills: patx.v1.KillInfo.$Properties[];

            /**
             * Creates a new MarketList instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MarketList instance
             */
            static create(properties: patx.v1.MarketList.$Shape): patx.v1.MarketList & patx.v1.MarketList.$Shape;
            static create(properties?: patx.v1.MarketList.$Properties): patx.v1.MarketList;

            /**
             * Encodes the specified MarketList message. Does not implicitly {@link patx.v1.MarketList.verify|verify} messages.
             * @param message MarketList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.MarketList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified MarketList message, length delimited. Does not implicitly {@link patx.v1.MarketList.verify|verify} messages.
             * @param message MarketList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.MarketList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MarketList message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.MarketList & patx.v1.MarketList.$Shape} MarketList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.MarketList & patx.v1.MarketList.$Shape;

            /**
             * Decodes a MarketList message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.MarketList & patx.v1.MarketList.$Shape} MarketList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.MarketList & patx.v1.MarketList.$Shape;
        }

        namespace MarketList {

            /** Properties of a MarketList. */
            interface $Properties {

                /** MarketList contracts */
                contracts?: (patx.v1.ContractInfo.$Properties[]|null);

                /** MarketList series */
                series?: (patx.v1.SeriesInfo.$Properties[]|null);

                /** MarketList venue */
                venue?: (patx.v1.VenueInfo.$Properties|null);

                /** MarketList kills */
                kills?: (patx.v1.KillInfo.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MarketList. */
            type $Shape = patx.v1.MarketList.$Properties;
        }

        /**
         * Properties of a ListParameters.
         * @deprecated Use patx.v1.ListParameters.$Properties instead.
         */
        interface IListParameters extends patx.v1.ListParameters.$Properties {
        }

        /** Represents a ListParameters. */
        class ListParameters {

            /**
             * Constructs a new ListParameters.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ListParameters.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ListParameters instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListParameters instance
             */
            static create(properties: patx.v1.ListParameters.$Shape): patx.v1.ListParameters & patx.v1.ListParameters.$Shape;
            static create(properties?: patx.v1.ListParameters.$Properties): patx.v1.ListParameters;

            /**
             * Encodes the specified ListParameters message. Does not implicitly {@link patx.v1.ListParameters.verify|verify} messages.
             * @param message ListParameters message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ListParameters.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ListParameters message, length delimited. Does not implicitly {@link patx.v1.ListParameters.verify|verify} messages.
             * @param message ListParameters message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ListParameters.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListParameters message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ListParameters & patx.v1.ListParameters.$Shape} ListParameters
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ListParameters & patx.v1.ListParameters.$Shape;

            /**
             * Decodes a ListParameters message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ListParameters & patx.v1.ListParameters.$Shape} ListParameters
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ListParameters & patx.v1.ListParameters.$Shape;
        }

        namespace ListParameters {

            /** Properties of a ListParameters. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListParameters. */
            type $Shape = patx.v1.ListParameters.$Properties;
        }

        /**
         * Properties of a DryRunParameter.
         * @deprecated Use patx.v1.DryRunParameter.$Properties instead.
         */
        interface IDryRunParameter extends patx.v1.DryRunParameter.$Properties {
        }

        /** Represents a DryRunParameter. */
        class DryRunParameter {

            /**
             * Constructs a new DryRunParameter.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.DryRunParameter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DryRunParameter name. */
            name: string;

            /** DryRunParameter target. */
            target: string;

            /** DryRunParameter value. */
            value: (number|Long);

            /** DryRunParameter unset. */
            unset: boolean;

            /**
             * Creates a new DryRunParameter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DryRunParameter instance
             */
            static create(properties: patx.v1.DryRunParameter.$Shape): patx.v1.DryRunParameter & patx.v1.DryRunParameter.$Shape;
            static create(properties?: patx.v1.DryRunParameter.$Properties): patx.v1.DryRunParameter;

            /**
             * Encodes the specified DryRunParameter message. Does not implicitly {@link patx.v1.DryRunParameter.verify|verify} messages.
             * @param message DryRunParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.DryRunParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified DryRunParameter message, length delimited. Does not implicitly {@link patx.v1.DryRunParameter.verify|verify} messages.
             * @param message DryRunParameter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.DryRunParameter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DryRunParameter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.DryRunParameter & patx.v1.DryRunParameter.$Shape} DryRunParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.DryRunParameter & patx.v1.DryRunParameter.$Shape;

            /**
             * Decodes a DryRunParameter message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.DryRunParameter & patx.v1.DryRunParameter.$Shape} DryRunParameter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.DryRunParameter & patx.v1.DryRunParameter.$Shape;
        }

        namespace DryRunParameter {

            /** Properties of a DryRunParameter. */
            interface $Properties {

                /** DryRunParameter name */
                name?: (string|null);

                /** DryRunParameter target */
                target?: (string|null);

                /** DryRunParameter value */
                value?: (number|Long|null);

                /** DryRunParameter unset */
                unset?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DryRunParameter. */
            type $Shape = patx.v1.DryRunParameter.$Properties;
        }

        /**
         * Properties of a ParameterDryRun.
         * @deprecated Use patx.v1.ParameterDryRun.$Properties instead.
         */
        interface IParameterDryRun extends patx.v1.ParameterDryRun.$Properties {
        }

        /** Represents a ParameterDryRun. */
        class ParameterDryRun {

            /**
             * Constructs a new ParameterDryRun.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ParameterDryRun.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ParameterDryRun errorCode. */
            errorCode: patx.v1.ErrorCode;

            /** ParameterDryRun errorField. */
            errorField: string;

            /** ParameterDryRun errorDetail. */
            errorDetail: string;

            /** ParameterDryRun approvalRequired. */
            approvalRequired: boolean;

            /** ParameterDryRun seriesCount. */
            seriesCount: number;

            /** ParameterDryRun breachCount. */
            breachCount: number;

            /** ParameterDryRun orderIds. */
            orderIds: (number|Long)[];

            /** ParameterDryRun refusedQuotes. */
            refusedQuotes: number;

            /** ParameterDryRun movedQuotes. */
            movedQuotes: number;

            /** ParameterDryRun marginMicroPat. */
            marginMicroPat: (number|Long);

            /** ParameterDryRun partial. */
            partial: boolean;

            /** ParameterDryRun asOfSequence. */
            asOfSequence: (number|Long);

            /** ParameterDryRun quotesComputed. */
            quotesComputed: boolean;

            /** ParameterDryRun pulledQuotes. */
            pulledQuotes: number;

            /** ParameterDryRun quoteMoves. */
            quoteMoves: patx.v1.QuoteMove.$Properties[];

            /** ParameterDryRun providerMarginMicroPat. */
            providerMarginMicroPat: (number|Long);

            /**
             * Creates a new ParameterDryRun instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ParameterDryRun instance
             */
            static create(properties: patx.v1.ParameterDryRun.$Shape): patx.v1.ParameterDryRun & patx.v1.ParameterDryRun.$Shape;
            static create(properties?: patx.v1.ParameterDryRun.$Properties): patx.v1.ParameterDryRun;

            /**
             * Encodes the specified ParameterDryRun message. Does not implicitly {@link patx.v1.ParameterDryRun.verify|verify} messages.
             * @param message ParameterDryRun message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ParameterDryRun.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ParameterDryRun message, length delimited. Does not implicitly {@link patx.v1.ParameterDryRun.verify|verify} messages.
             * @param message ParameterDryRun message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ParameterDryRun.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ParameterDryRun message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ParameterDryRun & patx.v1.ParameterDryRun.$Shape} ParameterDryRun
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ParameterDryRun & patx.v1.ParameterDryRun.$Shape;

            /**
             * Decodes a ParameterDryRun message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ParameterDryRun & patx.v1.ParameterDryRun.$Shape} ParameterDryRun
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ParameterDryRun & patx.v1.ParameterDryRun.$Shape;
        }

        namespace ParameterDryRun {

            /** Properties of a ParameterDryRun. */
            interface $Properties {

                /** ParameterDryRun errorCode */
                errorCode?: (patx.v1.ErrorCode|null);

                /** ParameterDryRun errorField */
                errorField?: (string|null);

                /** ParameterDryRun errorDetail */
                errorDetail?: (string|null);

                /** ParameterDryRun approvalRequired */
                approvalRequired?: (boolean|null);

                /** ParameterDryRun seriesCount */
                seriesCount?: (number|null);

                /** ParameterDryRun breachCount */
                breachCount?: (number|null);

                /** ParameterDryRun orderIds */
                orderIds?: ((number|Long)[]|null);

                /** ParameterDryRun refusedQuotes */
                refusedQuotes?: (number|null);

                /** ParameterDryRun movedQuotes */
                movedQuotes?: (number|null);

                /** ParameterDryRun marginMicroPat */
                marginMicroPat?: (number|Long|null);

                /** ParameterDryRun partial */
                partial?: (boolean|null);

                /** ParameterDryRun asOfSequence */
                asOfSequence?: (number|Long|null);

                /** ParameterDryRun quotesComputed */
                quotesComputed?: (boolean|null);

                /** ParameterDryRun pulledQuotes */
                pulledQuotes?: (number|null);

                /** ParameterDryRun quoteMoves */
                quoteMoves?: (patx.v1.QuoteMove.$Properties[]|null);

                /** ParameterDryRun providerMarginMicroPat */
                providerMarginMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ParameterDryRun. */
            type $Shape = patx.v1.ParameterDryRun.$Properties;
        }

        /**
         * Properties of a QuoteMove.
         * @deprecated Use patx.v1.QuoteMove.$Properties instead.
         */
        interface IQuoteMove extends patx.v1.QuoteMove.$Properties {
        }

        /** Represents a QuoteMove. */
        class QuoteMove {

            /**
             * Constructs a new QuoteMove.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.QuoteMove.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QuoteMove seriesId. */
            seriesId: number;

            /** QuoteMove bidTicksBefore. */
            bidTicksBefore: (number|Long);

            /** QuoteMove bidTicksAfter. */
            bidTicksAfter: (number|Long);

            /** QuoteMove askTicksBefore. */
            askTicksBefore: (number|Long);

            /** QuoteMove askTicksAfter. */
            askTicksAfter: (number|Long);

            /** QuoteMove markTicksBefore. */
            markTicksBefore: (number|Long);

            /** QuoteMove markTicksAfter. */
            markTicksAfter: (number|Long);

            /**
             * Creates a new QuoteMove instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QuoteMove instance
             */
            static create(properties: patx.v1.QuoteMove.$Shape): patx.v1.QuoteMove & patx.v1.QuoteMove.$Shape;
            static create(properties?: patx.v1.QuoteMove.$Properties): patx.v1.QuoteMove;

            /**
             * Encodes the specified QuoteMove message. Does not implicitly {@link patx.v1.QuoteMove.verify|verify} messages.
             * @param message QuoteMove message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.QuoteMove.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified QuoteMove message, length delimited. Does not implicitly {@link patx.v1.QuoteMove.verify|verify} messages.
             * @param message QuoteMove message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.QuoteMove.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QuoteMove message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.QuoteMove & patx.v1.QuoteMove.$Shape} QuoteMove
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.QuoteMove & patx.v1.QuoteMove.$Shape;

            /**
             * Decodes a QuoteMove message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.QuoteMove & patx.v1.QuoteMove.$Shape} QuoteMove
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.QuoteMove & patx.v1.QuoteMove.$Shape;
        }

        namespace QuoteMove {

            /** Properties of a QuoteMove. */
            interface $Properties {

                /** QuoteMove seriesId */
                seriesId?: (number|null);

                /** QuoteMove bidTicksBefore */
                bidTicksBefore?: (number|Long|null);

                /** QuoteMove bidTicksAfter */
                bidTicksAfter?: (number|Long|null);

                /** QuoteMove askTicksBefore */
                askTicksBefore?: (number|Long|null);

                /** QuoteMove askTicksAfter */
                askTicksAfter?: (number|Long|null);

                /** QuoteMove markTicksBefore */
                markTicksBefore?: (number|Long|null);

                /** QuoteMove markTicksAfter */
                markTicksAfter?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QuoteMove. */
            type $Shape = patx.v1.QuoteMove.$Properties;
        }

        /**
         * Properties of a GetWalletChallenge.
         * @deprecated Use patx.v1.GetWalletChallenge.$Properties instead.
         */
        interface IGetWalletChallenge extends patx.v1.GetWalletChallenge.$Properties {
        }

        /** Represents a GetWalletChallenge. */
        class GetWalletChallenge {

            /**
             * Constructs a new GetWalletChallenge.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.GetWalletChallenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetWalletChallenge address. */
            address: Uint8Array;

            /**
             * Creates a new GetWalletChallenge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetWalletChallenge instance
             */
            static create(properties: patx.v1.GetWalletChallenge.$Shape): patx.v1.GetWalletChallenge & patx.v1.GetWalletChallenge.$Shape;
            static create(properties?: patx.v1.GetWalletChallenge.$Properties): patx.v1.GetWalletChallenge;

            /**
             * Encodes the specified GetWalletChallenge message. Does not implicitly {@link patx.v1.GetWalletChallenge.verify|verify} messages.
             * @param message GetWalletChallenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.GetWalletChallenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified GetWalletChallenge message, length delimited. Does not implicitly {@link patx.v1.GetWalletChallenge.verify|verify} messages.
             * @param message GetWalletChallenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.GetWalletChallenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetWalletChallenge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.GetWalletChallenge & patx.v1.GetWalletChallenge.$Shape} GetWalletChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.GetWalletChallenge & patx.v1.GetWalletChallenge.$Shape;

            /**
             * Decodes a GetWalletChallenge message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.GetWalletChallenge & patx.v1.GetWalletChallenge.$Shape} GetWalletChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.GetWalletChallenge & patx.v1.GetWalletChallenge.$Shape;
        }

        namespace GetWalletChallenge {

            /** Properties of a GetWalletChallenge. */
            interface $Properties {

                /** GetWalletChallenge address */
                address?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetWalletChallenge. */
            type $Shape = patx.v1.GetWalletChallenge.$Properties;
        }

        /**
         * Properties of a WalletChallenge.
         * @deprecated Use patx.v1.WalletChallenge.$Properties instead.
         */
        interface IWalletChallenge extends patx.v1.WalletChallenge.$Properties {
        }

        /** Represents a WalletChallenge. */
        class WalletChallenge {

            /**
             * Constructs a new WalletChallenge.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.WalletChallenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WalletChallenge message. */
            message: Uint8Array;

            /** WalletChallenge nonce. */
            nonce: string;

            /** WalletChallenge expirationTimeNs. */
            expirationTimeNs: (number|Long);

            /**
             * Creates a new WalletChallenge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WalletChallenge instance
             */
            static create(properties: patx.v1.WalletChallenge.$Shape): patx.v1.WalletChallenge & patx.v1.WalletChallenge.$Shape;
            static create(properties?: patx.v1.WalletChallenge.$Properties): patx.v1.WalletChallenge;

            /**
             * Encodes the specified WalletChallenge message. Does not implicitly {@link patx.v1.WalletChallenge.verify|verify} messages.
             * @param message WalletChallenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.WalletChallenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified WalletChallenge message, length delimited. Does not implicitly {@link patx.v1.WalletChallenge.verify|verify} messages.
             * @param message WalletChallenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.WalletChallenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WalletChallenge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.WalletChallenge & patx.v1.WalletChallenge.$Shape} WalletChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.WalletChallenge & patx.v1.WalletChallenge.$Shape;

            /**
             * Decodes a WalletChallenge message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.WalletChallenge & patx.v1.WalletChallenge.$Shape} WalletChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.WalletChallenge & patx.v1.WalletChallenge.$Shape;
        }

        namespace WalletChallenge {

            /** Properties of a WalletChallenge. */
            interface $Properties {

                /** WalletChallenge message */
                message?: (Uint8Array|null);

                /** WalletChallenge nonce */
                nonce?: (string|null);

                /** WalletChallenge expirationTimeNs */
                expirationTimeNs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WalletChallenge. */
            type $Shape = patx.v1.WalletChallenge.$Properties;
        }

        /**
         * Properties of a SignWalletChallenge.
         * @deprecated Use patx.v1.SignWalletChallenge.$Properties instead.
         */
        interface ISignWalletChallenge extends patx.v1.SignWalletChallenge.$Properties {
        }

        /** Represents a SignWalletChallenge. */
        class SignWalletChallenge {

            /**
             * Constructs a new SignWalletChallenge.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SignWalletChallenge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignWalletChallenge nonce. */
            nonce: string;

            /** SignWalletChallenge signature. */
            signature: Uint8Array;

            /**
             * Creates a new SignWalletChallenge instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SignWalletChallenge instance
             */
            static create(properties: patx.v1.SignWalletChallenge.$Shape): patx.v1.SignWalletChallenge & patx.v1.SignWalletChallenge.$Shape;
            static create(properties?: patx.v1.SignWalletChallenge.$Properties): patx.v1.SignWalletChallenge;

            /**
             * Encodes the specified SignWalletChallenge message. Does not implicitly {@link patx.v1.SignWalletChallenge.verify|verify} messages.
             * @param message SignWalletChallenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SignWalletChallenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SignWalletChallenge message, length delimited. Does not implicitly {@link patx.v1.SignWalletChallenge.verify|verify} messages.
             * @param message SignWalletChallenge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SignWalletChallenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignWalletChallenge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SignWalletChallenge & patx.v1.SignWalletChallenge.$Shape} SignWalletChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SignWalletChallenge & patx.v1.SignWalletChallenge.$Shape;

            /**
             * Decodes a SignWalletChallenge message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SignWalletChallenge & patx.v1.SignWalletChallenge.$Shape} SignWalletChallenge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SignWalletChallenge & patx.v1.SignWalletChallenge.$Shape;
        }

        namespace SignWalletChallenge {

            /** Properties of a SignWalletChallenge. */
            interface $Properties {

                /** SignWalletChallenge nonce */
                nonce?: (string|null);

                /** SignWalletChallenge signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignWalletChallenge. */
            type $Shape = patx.v1.SignWalletChallenge.$Properties;
        }

        /**
         * Properties of a ParameterList.
         * @deprecated Use patx.v1.ParameterList.$Properties instead.
         */
        interface IParameterList extends patx.v1.ParameterList.$Properties {
        }

        /** Represents a ParameterList. */
        class ParameterList {

            /**
             * Constructs a new ParameterList.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ParameterList.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ParameterList parameters. */
            parameters: patx.v1.ParameterInfo.$Properties[];

            /** ParameterList requests. */
            requests: patx.v1.ParameterRequestInfo.$Properties[];

            /**
             * Creates a new ParameterList instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ParameterList instance
             */
            static create(properties: patx.v1.ParameterList.$Shape): patx.v1.ParameterList & patx.v1.ParameterList.$Shape;
            static create(properties?: patx.v1.ParameterList.$Properties): patx.v1.ParameterList;

            /**
             * Encodes the specified ParameterList message. Does not implicitly {@link patx.v1.ParameterList.verify|verify} messages.
             * @param message ParameterList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ParameterList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ParameterList message, length delimited. Does not implicitly {@link patx.v1.ParameterList.verify|verify} messages.
             * @param message ParameterList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ParameterList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ParameterList message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ParameterList & patx.v1.ParameterList.$Shape} ParameterList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ParameterList & patx.v1.ParameterList.$Shape;

            /**
             * Decodes a ParameterList message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ParameterList & patx.v1.ParameterList.$Shape} ParameterList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ParameterList & patx.v1.ParameterList.$Shape;
        }

        namespace ParameterList {

            /** Properties of a ParameterList. */
            interface $Properties {

                /** ParameterList parameters */
                parameters?: (patx.v1.ParameterInfo.$Properties[]|null);

                /** ParameterList requests */
                requests?: (patx.v1.ParameterRequestInfo.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ParameterList. */
            type $Shape = patx.v1.ParameterList.$Properties;
        }

        /**
         * Properties of a Credits.
         * @deprecated Use patx.v1.Credits.$Properties instead.
         */
        interface ICredits extends patx.v1.Credits.$Properties {
        }

        /** Represents a Credits. */
        class Credits {

            /**
             * Constructs a new Credits.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Credits.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Credits remaining. */
            remaining: (number|Long);

            /** Credits resetMs. */
            resetMs: number;

            /**
             * Creates a new Credits instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Credits instance
             */
            static create(properties: patx.v1.Credits.$Shape): patx.v1.Credits & patx.v1.Credits.$Shape;
            static create(properties?: patx.v1.Credits.$Properties): patx.v1.Credits;

            /**
             * Encodes the specified Credits message. Does not implicitly {@link patx.v1.Credits.verify|verify} messages.
             * @param message Credits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Credits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Credits message, length delimited. Does not implicitly {@link patx.v1.Credits.verify|verify} messages.
             * @param message Credits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Credits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Credits message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Credits & patx.v1.Credits.$Shape} Credits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Credits & patx.v1.Credits.$Shape;

            /**
             * Decodes a Credits message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Credits & patx.v1.Credits.$Shape} Credits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Credits & patx.v1.Credits.$Shape;
        }

        namespace Credits {

            /** Properties of a Credits. */
            interface $Properties {

                /** Credits remaining */
                remaining?: (number|Long|null);

                /** Credits resetMs */
                resetMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Credits. */
            type $Shape = patx.v1.Credits.$Properties;
        }

        /**
         * Properties of an ErrorReport.
         * @deprecated Use patx.v1.ErrorReport.$Properties instead.
         */
        interface IErrorReport extends patx.v1.ErrorReport.$Properties {
        }

        /** Represents an ErrorReport. */
        class ErrorReport {

            /**
             * Constructs a new ErrorReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ErrorReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ErrorReport errorCode. */
            errorCode: patx.v1.ErrorCode;

            /** ErrorReport errorField. */
            errorField: string;

            /** ErrorReport detail. */
            detail: string;

            /** ErrorReport retriable. */
            retriable: boolean;

            /** ErrorReport closing. */
            closing: boolean;

            /**
             * Creates a new ErrorReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ErrorReport instance
             */
            static create(properties: patx.v1.ErrorReport.$Shape): patx.v1.ErrorReport & patx.v1.ErrorReport.$Shape;
            static create(properties?: patx.v1.ErrorReport.$Properties): patx.v1.ErrorReport;

            /**
             * Encodes the specified ErrorReport message. Does not implicitly {@link patx.v1.ErrorReport.verify|verify} messages.
             * @param message ErrorReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ErrorReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ErrorReport message, length delimited. Does not implicitly {@link patx.v1.ErrorReport.verify|verify} messages.
             * @param message ErrorReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ErrorReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ErrorReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ErrorReport & patx.v1.ErrorReport.$Shape} ErrorReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ErrorReport & patx.v1.ErrorReport.$Shape;

            /**
             * Decodes an ErrorReport message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ErrorReport & patx.v1.ErrorReport.$Shape} ErrorReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ErrorReport & patx.v1.ErrorReport.$Shape;
        }

        namespace ErrorReport {

            /** Properties of an ErrorReport. */
            interface $Properties {

                /** ErrorReport errorCode */
                errorCode?: (patx.v1.ErrorCode|null);

                /** ErrorReport errorField */
                errorField?: (string|null);

                /** ErrorReport detail */
                detail?: (string|null);

                /** ErrorReport retriable */
                retriable?: (boolean|null);

                /** ErrorReport closing */
                closing?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ErrorReport. */
            type $Shape = patx.v1.ErrorReport.$Properties;
        }

        /** ChannelKind enum. */
        enum ChannelKind {

            /** CHANNEL_KIND_UNSPECIFIED value */
            CHANNEL_KIND_UNSPECIFIED = 0,

            /** CHANNEL_KIND_BOOK value */
            CHANNEL_KIND_BOOK = 1,

            /** CHANNEL_KIND_TRADES value */
            CHANNEL_KIND_TRADES = 2,

            /** CHANNEL_KIND_QUOTES value */
            CHANNEL_KIND_QUOTES = 3,

            /** CHANNEL_KIND_VENUE value */
            CHANNEL_KIND_VENUE = 4,

            /** CHANNEL_KIND_DROP_COPY value */
            CHANNEL_KIND_DROP_COPY = 5
        }

        /**
         * Properties of a BookLevel.
         * @deprecated Use patx.v1.BookLevel.$Properties instead.
         */
        interface IBookLevel extends patx.v1.BookLevel.$Properties {
        }

        /** Represents a BookLevel. */
        class BookLevel {

            /**
             * Constructs a new BookLevel.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.BookLevel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BookLevel side. */
            side: patx.v1.Side;

            /** BookLevel priceTicks. */
            priceTicks: (number|Long);

            /** BookLevel quantityLots. */
            quantityLots: (number|Long);

            /** BookLevel orderCount. */
            orderCount: number;

            /**
             * Creates a new BookLevel instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BookLevel instance
             */
            static create(properties: patx.v1.BookLevel.$Shape): patx.v1.BookLevel & patx.v1.BookLevel.$Shape;
            static create(properties?: patx.v1.BookLevel.$Properties): patx.v1.BookLevel;

            /**
             * Encodes the specified BookLevel message. Does not implicitly {@link patx.v1.BookLevel.verify|verify} messages.
             * @param message BookLevel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.BookLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified BookLevel message, length delimited. Does not implicitly {@link patx.v1.BookLevel.verify|verify} messages.
             * @param message BookLevel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.BookLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BookLevel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.BookLevel & patx.v1.BookLevel.$Shape} BookLevel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.BookLevel & patx.v1.BookLevel.$Shape;

            /**
             * Decodes a BookLevel message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.BookLevel & patx.v1.BookLevel.$Shape} BookLevel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.BookLevel & patx.v1.BookLevel.$Shape;
        }

        namespace BookLevel {

            /** Properties of a BookLevel. */
            interface $Properties {

                /** BookLevel side */
                side?: (patx.v1.Side|null);

                /** BookLevel priceTicks */
                priceTicks?: (number|Long|null);

                /** BookLevel quantityLots */
                quantityLots?: (number|Long|null);

                /** BookLevel orderCount */
                orderCount?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BookLevel. */
            type $Shape = patx.v1.BookLevel.$Properties;
        }

        /**
         * Properties of a BookSnapshot.
         * @deprecated Use patx.v1.BookSnapshot.$Properties instead.
         */
        interface IBookSnapshot extends patx.v1.BookSnapshot.$Properties {
        }

        /** Represents a BookSnapshot. */
        class BookSnapshot {

            /**
             * Constructs a new BookSnapshot.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.BookSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BookSnapshot seriesId. */
            seriesId: number;

            /** BookSnapshot bids. */
            bids: patx.v1.BookLevel.$Properties[];

            /** BookSnapshot asks. */
            asks: patx.v1.BookLevel.$Properties[];

            /** BookSnapshot asOfSequence. */
            asOfSequence: (number|Long);

            /** BookSnapshot checksum. */
            checksum: number;

            /** BookSnapshot truncated. */
            truncated: boolean;

            /**
             * Creates a new BookSnapshot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BookSnapshot instance
             */
            static create(properties: patx.v1.BookSnapshot.$Shape): patx.v1.BookSnapshot & patx.v1.BookSnapshot.$Shape;
            static create(properties?: patx.v1.BookSnapshot.$Properties): patx.v1.BookSnapshot;

            /**
             * Encodes the specified BookSnapshot message. Does not implicitly {@link patx.v1.BookSnapshot.verify|verify} messages.
             * @param message BookSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.BookSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified BookSnapshot message, length delimited. Does not implicitly {@link patx.v1.BookSnapshot.verify|verify} messages.
             * @param message BookSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.BookSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BookSnapshot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.BookSnapshot & patx.v1.BookSnapshot.$Shape} BookSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.BookSnapshot & patx.v1.BookSnapshot.$Shape;

            /**
             * Decodes a BookSnapshot message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.BookSnapshot & patx.v1.BookSnapshot.$Shape} BookSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.BookSnapshot & patx.v1.BookSnapshot.$Shape;
        }

        namespace BookSnapshot {

            /** Properties of a BookSnapshot. */
            interface $Properties {

                /** BookSnapshot seriesId */
                seriesId?: (number|null);

                /** BookSnapshot bids */
                bids?: (patx.v1.BookLevel.$Properties[]|null);

                /** BookSnapshot asks */
                asks?: (patx.v1.BookLevel.$Properties[]|null);

                /** BookSnapshot asOfSequence */
                asOfSequence?: (number|Long|null);

                /** BookSnapshot checksum */
                checksum?: (number|null);

                /** BookSnapshot truncated */
                truncated?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BookSnapshot. */
            type $Shape = patx.v1.BookSnapshot.$Properties;
        }

        /**
         * Properties of a BookDelta.
         * @deprecated Use patx.v1.BookDelta.$Properties instead.
         */
        interface IBookDelta extends patx.v1.BookDelta.$Properties {
        }

        /** Represents a BookDelta. */
        class BookDelta {

            /**
             * Constructs a new BookDelta.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.BookDelta.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BookDelta seriesId. */
            seriesId: number;

            /** BookDelta levels. */
            levels: patx.v1.BookLevel.$Properties[];

            /** BookDelta previousSequence. */
            previousSequence: (number|Long);

            /** BookDelta sequence. */
            sequence: (number|Long);

            /** BookDelta checksum. */
            checksum: number;

            /**
             * Creates a new BookDelta instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BookDelta instance
             */
            static create(properties: patx.v1.BookDelta.$Shape): patx.v1.BookDelta & patx.v1.BookDelta.$Shape;
            static create(properties?: patx.v1.BookDelta.$Properties): patx.v1.BookDelta;

            /**
             * Encodes the specified BookDelta message. Does not implicitly {@link patx.v1.BookDelta.verify|verify} messages.
             * @param message BookDelta message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.BookDelta.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified BookDelta message, length delimited. Does not implicitly {@link patx.v1.BookDelta.verify|verify} messages.
             * @param message BookDelta message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.BookDelta.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BookDelta message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.BookDelta & patx.v1.BookDelta.$Shape} BookDelta
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.BookDelta & patx.v1.BookDelta.$Shape;

            /**
             * Decodes a BookDelta message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.BookDelta & patx.v1.BookDelta.$Shape} BookDelta
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.BookDelta & patx.v1.BookDelta.$Shape;
        }

        namespace BookDelta {

            /** Properties of a BookDelta. */
            interface $Properties {

                /** BookDelta seriesId */
                seriesId?: (number|null);

                /** BookDelta levels */
                levels?: (patx.v1.BookLevel.$Properties[]|null);

                /** BookDelta previousSequence */
                previousSequence?: (number|Long|null);

                /** BookDelta sequence */
                sequence?: (number|Long|null);

                /** BookDelta checksum */
                checksum?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BookDelta. */
            type $Shape = patx.v1.BookDelta.$Properties;
        }

        /**
         * Properties of a TradePrint.
         * @deprecated Use patx.v1.TradePrint.$Properties instead.
         */
        interface ITradePrint extends patx.v1.TradePrint.$Properties {
        }

        /** Represents a TradePrint. */
        class TradePrint {

            /**
             * Constructs a new TradePrint.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.TradePrint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TradePrint seriesId. */
            seriesId: number;

            /** TradePrint tradeId. */
            tradeId: (number|Long);

            /** TradePrint priceTicks. */
            priceTicks: (number|Long);

            /** TradePrint quantityLots. */
            quantityLots: (number|Long);

            /** TradePrint takerSide. */
            takerSide: patx.v1.Side;

            /** TradePrint sequence. */
            sequence: (number|Long);

            /** TradePrint matchTimeNs. */
            matchTimeNs: (number|Long);

            /** TradePrint broker. */
            broker: boolean;

            /** TradePrint busted. */
            busted: boolean;

            /** TradePrint auction. */
            auction: boolean;

            /**
             * Creates a new TradePrint instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TradePrint instance
             */
            static create(properties: patx.v1.TradePrint.$Shape): patx.v1.TradePrint & patx.v1.TradePrint.$Shape;
            static create(properties?: patx.v1.TradePrint.$Properties): patx.v1.TradePrint;

            /**
             * Encodes the specified TradePrint message. Does not implicitly {@link patx.v1.TradePrint.verify|verify} messages.
             * @param message TradePrint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.TradePrint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified TradePrint message, length delimited. Does not implicitly {@link patx.v1.TradePrint.verify|verify} messages.
             * @param message TradePrint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.TradePrint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TradePrint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.TradePrint & patx.v1.TradePrint.$Shape} TradePrint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.TradePrint & patx.v1.TradePrint.$Shape;

            /**
             * Decodes a TradePrint message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.TradePrint & patx.v1.TradePrint.$Shape} TradePrint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.TradePrint & patx.v1.TradePrint.$Shape;
        }

        namespace TradePrint {

            /** Properties of a TradePrint. */
            interface $Properties {

                /** TradePrint seriesId */
                seriesId?: (number|null);

                /** TradePrint tradeId */
                tradeId?: (number|Long|null);

                /** TradePrint priceTicks */
                priceTicks?: (number|Long|null);

                /** TradePrint quantityLots */
                quantityLots?: (number|Long|null);

                /** TradePrint takerSide */
                takerSide?: (patx.v1.Side|null);

                /** TradePrint sequence */
                sequence?: (number|Long|null);

                /** TradePrint matchTimeNs */
                matchTimeNs?: (number|Long|null);

                /** TradePrint broker */
                broker?: (boolean|null);

                /** TradePrint busted */
                busted?: (boolean|null);

                /** TradePrint auction */
                auction?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TradePrint. */
            type $Shape = patx.v1.TradePrint.$Properties;
        }

        /**
         * Properties of an AuctionInfo.
         * @deprecated Use patx.v1.AuctionInfo.$Properties instead.
         */
        interface IAuctionInfo extends patx.v1.AuctionInfo.$Properties {
        }

        /** Represents an AuctionInfo. */
        class AuctionInfo {

            /**
             * Constructs a new AuctionInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.AuctionInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AuctionInfo seriesId. */
            seriesId: number;

            /** AuctionInfo state. */
            state: patx.v1.SeriesState;

            /** AuctionInfo kind. */
            kind: patx.v1.AuctionKind;

            /** AuctionInfo priceTicks. */
            priceTicks: (number|Long);

            /** AuctionInfo quantityLots. */
            quantityLots: (number|Long);

            /** AuctionInfo surplusLots. */
            surplusLots: (number|Long);

            /** AuctionInfo endTimeNs. */
            endTimeNs: (number|Long);

            /** AuctionInfo extended. */
            extended: boolean;

            /** AuctionInfo sequence. */
            sequence: (number|Long);

            /**
             * Creates a new AuctionInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AuctionInfo instance
             */
            static create(properties: patx.v1.AuctionInfo.$Shape): patx.v1.AuctionInfo & patx.v1.AuctionInfo.$Shape;
            static create(properties?: patx.v1.AuctionInfo.$Properties): patx.v1.AuctionInfo;

            /**
             * Encodes the specified AuctionInfo message. Does not implicitly {@link patx.v1.AuctionInfo.verify|verify} messages.
             * @param message AuctionInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.AuctionInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified AuctionInfo message, length delimited. Does not implicitly {@link patx.v1.AuctionInfo.verify|verify} messages.
             * @param message AuctionInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.AuctionInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AuctionInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.AuctionInfo & patx.v1.AuctionInfo.$Shape} AuctionInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.AuctionInfo & patx.v1.AuctionInfo.$Shape;

            /**
             * Decodes an AuctionInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.AuctionInfo & patx.v1.AuctionInfo.$Shape} AuctionInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.AuctionInfo & patx.v1.AuctionInfo.$Shape;
        }

        namespace AuctionInfo {

            /** Properties of an AuctionInfo. */
            interface $Properties {

                /** AuctionInfo seriesId */
                seriesId?: (number|null);

                /** AuctionInfo state */
                state?: (patx.v1.SeriesState|null);

                /** AuctionInfo kind */
                kind?: (patx.v1.AuctionKind|null);

                /** AuctionInfo priceTicks */
                priceTicks?: (number|Long|null);

                /** AuctionInfo quantityLots */
                quantityLots?: (number|Long|null);

                /** AuctionInfo surplusLots */
                surplusLots?: (number|Long|null);

                /** AuctionInfo endTimeNs */
                endTimeNs?: (number|Long|null);

                /** AuctionInfo extended */
                extended?: (boolean|null);

                /** AuctionInfo sequence */
                sequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AuctionInfo. */
            type $Shape = patx.v1.AuctionInfo.$Properties;
        }

        /**
         * Properties of a Quote.
         * @deprecated Use patx.v1.Quote.$Properties instead.
         */
        interface IQuote extends patx.v1.Quote.$Properties {
        }

        /** Represents a Quote. */
        class Quote {

            /**
             * Constructs a new Quote.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.Quote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Quote seriesId. */
            seriesId: number;

            /** Quote bids. */
            bids: patx.v1.QuoteLevel.$Properties[];

            /** Quote asks. */
            asks: patx.v1.QuoteLevel.$Properties[];

            /** Quote markTicks. */
            markTicks: (number|Long);

            /** Quote factors. */
            factors?: (patx.v1.QuoteFactors.$Properties|null);

            /** Quote quoterState. */
            quoterState: patx.v1.QuoterState;

            /** Quote validUntilNs. */
            validUntilNs: (number|Long);

            /** Quote previousSequence. */
            previousSequence: (number|Long);

            /** Quote sequence. */
            sequence: (number|Long);

            /**
             * Creates a new Quote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Quote instance
             */
            static create(properties: patx.v1.Quote.$Shape): patx.v1.Quote & patx.v1.Quote.$Shape;
            static create(properties?: patx.v1.Quote.$Properties): patx.v1.Quote;

            /**
             * Encodes the specified Quote message. Does not implicitly {@link patx.v1.Quote.verify|verify} messages.
             * @param message Quote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.Quote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Quote message, length delimited. Does not implicitly {@link patx.v1.Quote.verify|verify} messages.
             * @param message Quote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.Quote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Quote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.Quote & patx.v1.Quote.$Shape} Quote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.Quote & patx.v1.Quote.$Shape;

            /**
             * Decodes a Quote message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.Quote & patx.v1.Quote.$Shape} Quote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.Quote & patx.v1.Quote.$Shape;
        }

        namespace Quote {

            /** Properties of a Quote. */
            interface $Properties {

                /** Quote seriesId */
                seriesId?: (number|null);

                /** Quote bids */
                bids?: (patx.v1.QuoteLevel.$Properties[]|null);

                /** Quote asks */
                asks?: (patx.v1.QuoteLevel.$Properties[]|null);

                /** Quote markTicks */
                markTicks?: (number|Long|null);

                /** Quote factors */
                factors?: (patx.v1.QuoteFactors.$Properties|null);

                /** Quote quoterState */
                quoterState?: (patx.v1.QuoterState|null);

                /** Quote validUntilNs */
                validUntilNs?: (number|Long|null);

                /** Quote previousSequence */
                previousSequence?: (number|Long|null);

                /** Quote sequence */
                sequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Quote. */
            type $Shape = patx.v1.Quote.$Properties;
        }

        /**
         * Properties of a ContractInfo.
         * @deprecated Use patx.v1.ContractInfo.$Properties instead.
         */
        interface IContractInfo extends patx.v1.ContractInfo.$Properties {
        }

        /** Represents a ContractInfo. */
        class ContractInfo {

            /**
             * Constructs a new ContractInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ContractInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ContractInfo contractId. */
            contractId: number;

            /** ContractInfo contract. */
            contract: string;

            /** ContractInfo rules. */
            rules?: (patx.v1.ContractRules.$Properties|null);

            /**
             * Creates a new ContractInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ContractInfo instance
             */
            static create(properties: patx.v1.ContractInfo.$Shape): patx.v1.ContractInfo & patx.v1.ContractInfo.$Shape;
            static create(properties?: patx.v1.ContractInfo.$Properties): patx.v1.ContractInfo;

            /**
             * Encodes the specified ContractInfo message. Does not implicitly {@link patx.v1.ContractInfo.verify|verify} messages.
             * @param message ContractInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ContractInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ContractInfo message, length delimited. Does not implicitly {@link patx.v1.ContractInfo.verify|verify} messages.
             * @param message ContractInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ContractInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ContractInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ContractInfo & patx.v1.ContractInfo.$Shape} ContractInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ContractInfo & patx.v1.ContractInfo.$Shape;

            /**
             * Decodes a ContractInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ContractInfo & patx.v1.ContractInfo.$Shape} ContractInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ContractInfo & patx.v1.ContractInfo.$Shape;
        }

        namespace ContractInfo {

            /** Properties of a ContractInfo. */
            interface $Properties {

                /** ContractInfo contractId */
                contractId?: (number|null);

                /** ContractInfo contract */
                contract?: (string|null);

                /** ContractInfo rules */
                rules?: (patx.v1.ContractRules.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ContractInfo. */
            type $Shape = patx.v1.ContractInfo.$Properties;
        }

        /**
         * Properties of a SeriesInfo.
         * @deprecated Use patx.v1.SeriesInfo.$Properties instead.
         */
        interface ISeriesInfo extends patx.v1.SeriesInfo.$Properties {
        }

        /** Represents a SeriesInfo. */
        class SeriesInfo {

            /**
             * Constructs a new SeriesInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.SeriesInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SeriesInfo seriesId. */
            seriesId: number;

            /** SeriesInfo contractId. */
            contractId: number;

            /** SeriesInfo series. */
            series: string;

            /** SeriesInfo state. */
            state: patx.v1.SeriesState;

            /** SeriesInfo windowStartNs. */
            windowStartNs: (number|Long);

            /** SeriesInfo windowEndNs. */
            windowEndNs: (number|Long);

            /** SeriesInfo markTicks. */
            markTicks: (number|Long);

            /** SeriesInfo mintedLots. */
            mintedLots: (number|Long);

            /** SeriesInfo unsoldLots. */
            unsoldLots: (number|Long);

            /** SeriesInfo exercisedLots. */
            exercisedLots: (number|Long);

            /** SeriesInfo asOfSequence. */
            asOfSequence: (number|Long);

            /**
             * Creates a new SeriesInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SeriesInfo instance
             */
            static create(properties: patx.v1.SeriesInfo.$Shape): patx.v1.SeriesInfo & patx.v1.SeriesInfo.$Shape;
            static create(properties?: patx.v1.SeriesInfo.$Properties): patx.v1.SeriesInfo;

            /**
             * Encodes the specified SeriesInfo message. Does not implicitly {@link patx.v1.SeriesInfo.verify|verify} messages.
             * @param message SeriesInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.SeriesInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified SeriesInfo message, length delimited. Does not implicitly {@link patx.v1.SeriesInfo.verify|verify} messages.
             * @param message SeriesInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.SeriesInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SeriesInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.SeriesInfo & patx.v1.SeriesInfo.$Shape} SeriesInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.SeriesInfo & patx.v1.SeriesInfo.$Shape;

            /**
             * Decodes a SeriesInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.SeriesInfo & patx.v1.SeriesInfo.$Shape} SeriesInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.SeriesInfo & patx.v1.SeriesInfo.$Shape;
        }

        namespace SeriesInfo {

            /** Properties of a SeriesInfo. */
            interface $Properties {

                /** SeriesInfo seriesId */
                seriesId?: (number|null);

                /** SeriesInfo contractId */
                contractId?: (number|null);

                /** SeriesInfo series */
                series?: (string|null);

                /** SeriesInfo state */
                state?: (patx.v1.SeriesState|null);

                /** SeriesInfo windowStartNs */
                windowStartNs?: (number|Long|null);

                /** SeriesInfo windowEndNs */
                windowEndNs?: (number|Long|null);

                /** SeriesInfo markTicks */
                markTicks?: (number|Long|null);

                /** SeriesInfo mintedLots */
                mintedLots?: (number|Long|null);

                /** SeriesInfo unsoldLots */
                unsoldLots?: (number|Long|null);

                /** SeriesInfo exercisedLots */
                exercisedLots?: (number|Long|null);

                /** SeriesInfo asOfSequence */
                asOfSequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SeriesInfo. */
            type $Shape = patx.v1.SeriesInfo.$Properties;
        }

        /**
         * Properties of a ParameterInfo.
         * @deprecated Use patx.v1.ParameterInfo.$Properties instead.
         */
        interface IParameterInfo extends patx.v1.ParameterInfo.$Properties {
        }

        /** Represents a ParameterInfo. */
        class ParameterInfo {

            /**
             * Constructs a new ParameterInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ParameterInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ParameterInfo name. */
            name: string;

            /** ParameterInfo target. */
            target: string;

            /** ParameterInfo oldValue. */
            oldValue: (number|Long);

            /** ParameterInfo value. */
            value: (number|Long);

            /** ParameterInfo version. */
            version: (number|Long);

            /** ParameterInfo authorId. */
            authorId: number;

            /** ParameterInfo reason. */
            reason: string;

            /** ParameterInfo minValue. */
            minValue: (number|Long);

            /** ParameterInfo maxValue. */
            maxValue: (number|Long);

            /** ParameterInfo unit. */
            unit: string;

            /** ParameterInfo sequence. */
            sequence: (number|Long);

            /** ParameterInfo effectiveTimeNs. */
            effectiveTimeNs: (number|Long);

            /** ParameterInfo approverId. */
            approverId: number;

            /** ParameterInfo undoesVersion. */
            undoesVersion: (number|Long);

            /** ParameterInfo approvalRequired. */
            approvalRequired: boolean;

            /**
             * Creates a new ParameterInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ParameterInfo instance
             */
            static create(properties: patx.v1.ParameterInfo.$Shape): patx.v1.ParameterInfo & patx.v1.ParameterInfo.$Shape;
            static create(properties?: patx.v1.ParameterInfo.$Properties): patx.v1.ParameterInfo;

            /**
             * Encodes the specified ParameterInfo message. Does not implicitly {@link patx.v1.ParameterInfo.verify|verify} messages.
             * @param message ParameterInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ParameterInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ParameterInfo message, length delimited. Does not implicitly {@link patx.v1.ParameterInfo.verify|verify} messages.
             * @param message ParameterInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ParameterInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ParameterInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ParameterInfo & patx.v1.ParameterInfo.$Shape} ParameterInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ParameterInfo & patx.v1.ParameterInfo.$Shape;

            /**
             * Decodes a ParameterInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ParameterInfo & patx.v1.ParameterInfo.$Shape} ParameterInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ParameterInfo & patx.v1.ParameterInfo.$Shape;
        }

        namespace ParameterInfo {

            /** Properties of a ParameterInfo. */
            interface $Properties {

                /** ParameterInfo name */
                name?: (string|null);

                /** ParameterInfo target */
                target?: (string|null);

                /** ParameterInfo oldValue */
                oldValue?: (number|Long|null);

                /** ParameterInfo value */
                value?: (number|Long|null);

                /** ParameterInfo version */
                version?: (number|Long|null);

                /** ParameterInfo authorId */
                authorId?: (number|null);

                /** ParameterInfo reason */
                reason?: (string|null);

                /** ParameterInfo minValue */
                minValue?: (number|Long|null);

                /** ParameterInfo maxValue */
                maxValue?: (number|Long|null);

                /** ParameterInfo unit */
                unit?: (string|null);

                /** ParameterInfo sequence */
                sequence?: (number|Long|null);

                /** ParameterInfo effectiveTimeNs */
                effectiveTimeNs?: (number|Long|null);

                /** ParameterInfo approverId */
                approverId?: (number|null);

                /** ParameterInfo undoesVersion */
                undoesVersion?: (number|Long|null);

                /** ParameterInfo approvalRequired */
                approvalRequired?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ParameterInfo. */
            type $Shape = patx.v1.ParameterInfo.$Properties;
        }

        /**
         * Properties of a ParameterRequestInfo.
         * @deprecated Use patx.v1.ParameterRequestInfo.$Properties instead.
         */
        interface IParameterRequestInfo extends patx.v1.ParameterRequestInfo.$Properties {
        }

        /** Represents a ParameterRequestInfo. */
        class ParameterRequestInfo {

            /**
             * Constructs a new ParameterRequestInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ParameterRequestInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ParameterRequestInfo parameterRequestId. */
            parameterRequestId: number;

            /** ParameterRequestInfo name. */
            name: string;

            /** ParameterRequestInfo target. */
            target: string;

            /** ParameterRequestInfo value. */
            value: (number|Long);

            /** ParameterRequestInfo unset. */
            unset: boolean;

            /** ParameterRequestInfo state. */
            state: patx.v1.ParameterRequestState;

            /** ParameterRequestInfo baseVersion. */
            baseVersion: (number|Long);

            /** ParameterRequestInfo authorId. */
            authorId: number;

            /** ParameterRequestInfo approverId. */
            approverId: number;

            /** ParameterRequestInfo reason. */
            reason: string;

            /** ParameterRequestInfo effectiveTimeNs. */
            effectiveTimeNs: (number|Long);

            /** ParameterRequestInfo lapseTimeNs. */
            lapseTimeNs: (number|Long);

            /** ParameterRequestInfo undoesVersion. */
            undoesVersion: (number|Long);

            /** ParameterRequestInfo changesApproval. */
            changesApproval: boolean;

            /** ParameterRequestInfo approvalRequired. */
            approvalRequired: boolean;

            /** ParameterRequestInfo sequence. */
            sequence: (number|Long);

            /** ParameterRequestInfo isAction. */
            isAction: boolean;

            /**
             * Creates a new ParameterRequestInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ParameterRequestInfo instance
             */
            static create(properties: patx.v1.ParameterRequestInfo.$Shape): patx.v1.ParameterRequestInfo & patx.v1.ParameterRequestInfo.$Shape;
            static create(properties?: patx.v1.ParameterRequestInfo.$Properties): patx.v1.ParameterRequestInfo;

            /**
             * Encodes the specified ParameterRequestInfo message. Does not implicitly {@link patx.v1.ParameterRequestInfo.verify|verify} messages.
             * @param message ParameterRequestInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ParameterRequestInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ParameterRequestInfo message, length delimited. Does not implicitly {@link patx.v1.ParameterRequestInfo.verify|verify} messages.
             * @param message ParameterRequestInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ParameterRequestInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ParameterRequestInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ParameterRequestInfo & patx.v1.ParameterRequestInfo.$Shape} ParameterRequestInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ParameterRequestInfo & patx.v1.ParameterRequestInfo.$Shape;

            /**
             * Decodes a ParameterRequestInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ParameterRequestInfo & patx.v1.ParameterRequestInfo.$Shape} ParameterRequestInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ParameterRequestInfo & patx.v1.ParameterRequestInfo.$Shape;
        }

        namespace ParameterRequestInfo {

            /** Properties of a ParameterRequestInfo. */
            interface $Properties {

                /** ParameterRequestInfo parameterRequestId */
                parameterRequestId?: (number|null);

                /** ParameterRequestInfo name */
                name?: (string|null);

                /** ParameterRequestInfo target */
                target?: (string|null);

                /** ParameterRequestInfo value */
                value?: (number|Long|null);

                /** ParameterRequestInfo unset */
                unset?: (boolean|null);

                /** ParameterRequestInfo state */
                state?: (patx.v1.ParameterRequestState|null);

                /** ParameterRequestInfo baseVersion */
                baseVersion?: (number|Long|null);

                /** ParameterRequestInfo authorId */
                authorId?: (number|null);

                /** ParameterRequestInfo approverId */
                approverId?: (number|null);

                /** ParameterRequestInfo reason */
                reason?: (string|null);

                /** ParameterRequestInfo effectiveTimeNs */
                effectiveTimeNs?: (number|Long|null);

                /** ParameterRequestInfo lapseTimeNs */
                lapseTimeNs?: (number|Long|null);

                /** ParameterRequestInfo undoesVersion */
                undoesVersion?: (number|Long|null);

                /** ParameterRequestInfo changesApproval */
                changesApproval?: (boolean|null);

                /** ParameterRequestInfo approvalRequired */
                approvalRequired?: (boolean|null);

                /** ParameterRequestInfo sequence */
                sequence?: (number|Long|null);

                /** ParameterRequestInfo isAction */
                isAction?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ParameterRequestInfo. */
            type $Shape = patx.v1.ParameterRequestInfo.$Properties;
        }

        /**
         * Properties of a VenueInfo.
         * @deprecated Use patx.v1.VenueInfo.$Properties instead.
         */
        interface IVenueInfo extends patx.v1.VenueInfo.$Properties {
        }

        /** Represents a VenueInfo. */
        class VenueInfo {

            /**
             * Constructs a new VenueInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.VenueInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VenueInfo venue. */
            venue: string;

            /** VenueInfo phase. */
            phase: number;

            /** VenueInfo killed. */
            killed: boolean;

            /** VenueInfo epoch. */
            epoch: number;

            /** VenueInfo coreVersion. */
            coreVersion: number;

            /** VenueInfo deskPublicKey. */
            deskPublicKey: Uint8Array;

            /** VenueInfo asOfSequence. */
            asOfSequence: (number|Long);

            /** VenueInfo chain. */
            chain?: (patx.v1.ChainInfo.$Properties|null);

            /**
             * Creates a new VenueInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns VenueInfo instance
             */
            static create(properties: patx.v1.VenueInfo.$Shape): patx.v1.VenueInfo & patx.v1.VenueInfo.$Shape;
            static create(properties?: patx.v1.VenueInfo.$Properties): patx.v1.VenueInfo;

            /**
             * Encodes the specified VenueInfo message. Does not implicitly {@link patx.v1.VenueInfo.verify|verify} messages.
             * @param message VenueInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.VenueInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified VenueInfo message, length delimited. Does not implicitly {@link patx.v1.VenueInfo.verify|verify} messages.
             * @param message VenueInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.VenueInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VenueInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.VenueInfo & patx.v1.VenueInfo.$Shape} VenueInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.VenueInfo & patx.v1.VenueInfo.$Shape;

            /**
             * Decodes a VenueInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.VenueInfo & patx.v1.VenueInfo.$Shape} VenueInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.VenueInfo & patx.v1.VenueInfo.$Shape;
        }

        namespace VenueInfo {

            /** Properties of a VenueInfo. */
            interface $Properties {

                /** VenueInfo venue */
                venue?: (string|null);

                /** VenueInfo phase */
                phase?: (number|null);

                /** VenueInfo killed */
                killed?: (boolean|null);

                /** VenueInfo epoch */
                epoch?: (number|null);

                /** VenueInfo coreVersion */
                coreVersion?: (number|null);

                /** VenueInfo deskPublicKey */
                deskPublicKey?: (Uint8Array|null);

                /** VenueInfo asOfSequence */
                asOfSequence?: (number|Long|null);

                /** VenueInfo chain */
                chain?: (patx.v1.ChainInfo.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VenueInfo. */
            type $Shape = patx.v1.VenueInfo.$Properties;
        }

        /**
         * Properties of a KillInfo.
         * @deprecated Use patx.v1.KillInfo.$Properties instead.
         */
        interface IKillInfo extends patx.v1.KillInfo.$Properties {
        }

        /** Represents a KillInfo. */
        class KillInfo {

            /**
             * Constructs a new KillInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.KillInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KillInfo killScope. */
            killScope: patx.v1.KillScope;

            /** KillInfo targetId. */
            targetId: number;

            /** KillInfo killed. */
            killed: boolean;

            /** KillInfo liveOrders. */
            liveOrders: number;

            /** KillInfo verified. */
            verified: boolean;

            /** KillInfo authorId. */
            authorId: number;

            /** KillInfo reason. */
            reason: string;

            /** KillInfo asOfSequence. */
            asOfSequence: (number|Long);

            /**
             * Creates a new KillInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KillInfo instance
             */
            static create(properties: patx.v1.KillInfo.$Shape): patx.v1.KillInfo & patx.v1.KillInfo.$Shape;
            static create(properties?: patx.v1.KillInfo.$Properties): patx.v1.KillInfo;

            /**
             * Encodes the specified KillInfo message. Does not implicitly {@link patx.v1.KillInfo.verify|verify} messages.
             * @param message KillInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.KillInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified KillInfo message, length delimited. Does not implicitly {@link patx.v1.KillInfo.verify|verify} messages.
             * @param message KillInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.KillInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KillInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.KillInfo & patx.v1.KillInfo.$Shape} KillInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.KillInfo & patx.v1.KillInfo.$Shape;

            /**
             * Decodes a KillInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.KillInfo & patx.v1.KillInfo.$Shape} KillInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.KillInfo & patx.v1.KillInfo.$Shape;
        }

        namespace KillInfo {

            /** Properties of a KillInfo. */
            interface $Properties {

                /** KillInfo killScope */
                killScope?: (patx.v1.KillScope|null);

                /** KillInfo targetId */
                targetId?: (number|null);

                /** KillInfo killed */
                killed?: (boolean|null);

                /** KillInfo liveOrders */
                liveOrders?: (number|null);

                /** KillInfo verified */
                verified?: (boolean|null);

                /** KillInfo authorId */
                authorId?: (number|null);

                /** KillInfo reason */
                reason?: (string|null);

                /** KillInfo asOfSequence */
                asOfSequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KillInfo. */
            type $Shape = patx.v1.KillInfo.$Properties;
        }

        /**
         * Properties of a ChainInfo.
         * @deprecated Use patx.v1.ChainInfo.$Properties instead.
         */
        interface IChainInfo extends patx.v1.ChainInfo.$Properties {
        }

        /** Represents a ChainInfo. */
        class ChainInfo {

            /**
             * Constructs a new ChainInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.ChainInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChainInfo chainId. */
            chainId: (number|Long);

            /** ChainInfo clearing. */
            clearing: Uint8Array;

            /** ChainInfo token. */
            token: Uint8Array;

            /** ChainInfo phase. */
            phase: number;

            /** ChainInfo phaseBlockNumber. */
            phaseBlockNumber: (number|Long);

            /** ChainInfo escaped. */
            escaped: boolean;

            /** ChainInfo walletCount. */
            walletCount: number;

            /** ChainInfo depositSequence. */
            depositSequence: (number|Long);

            /** ChainInfo requestSequence. */
            requestSequence: (number|Long);

            /** ChainInfo unclaimedMicroPat. */
            unclaimedMicroPat: (number|Long);

            /** ChainInfo batchId. */
            batchId: (number|Long);

            /** ChainInfo batchHash. */
            batchHash: Uint8Array;

            /** ChainInfo settledLedgerSequence. */
            settledLedgerSequence: (number|Long);

            /** ChainInfo settledRequestSequence. */
            settledRequestSequence: (number|Long);

            /** ChainInfo liabilitiesRoot. */
            liabilitiesRoot: Uint8Array;

            /** ChainInfo liabilitiesSumMicroPat. */
            liabilitiesSumMicroPat: (number|Long);

            /**
             * Creates a new ChainInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ChainInfo instance
             */
            static create(properties: patx.v1.ChainInfo.$Shape): patx.v1.ChainInfo & patx.v1.ChainInfo.$Shape;
            static create(properties?: patx.v1.ChainInfo.$Properties): patx.v1.ChainInfo;

            /**
             * Encodes the specified ChainInfo message. Does not implicitly {@link patx.v1.ChainInfo.verify|verify} messages.
             * @param message ChainInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.ChainInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ChainInfo message, length delimited. Does not implicitly {@link patx.v1.ChainInfo.verify|verify} messages.
             * @param message ChainInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.ChainInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChainInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.ChainInfo & patx.v1.ChainInfo.$Shape} ChainInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.ChainInfo & patx.v1.ChainInfo.$Shape;

            /**
             * Decodes a ChainInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.ChainInfo & patx.v1.ChainInfo.$Shape} ChainInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.ChainInfo & patx.v1.ChainInfo.$Shape;
        }

        namespace ChainInfo {

            /** Properties of a ChainInfo. */
            interface $Properties {

                /** ChainInfo chainId */
                chainId?: (number|Long|null);

                /** ChainInfo clearing */
                clearing?: (Uint8Array|null);

                /** ChainInfo token */
                token?: (Uint8Array|null);

                /** ChainInfo phase */
                phase?: (number|null);

                /** ChainInfo phaseBlockNumber */
                phaseBlockNumber?: (number|Long|null);

                /** ChainInfo escaped */
                escaped?: (boolean|null);

                /** ChainInfo walletCount */
                walletCount?: (number|null);

                /** ChainInfo depositSequence */
                depositSequence?: (number|Long|null);

                /** ChainInfo requestSequence */
                requestSequence?: (number|Long|null);

                /** ChainInfo unclaimedMicroPat */
                unclaimedMicroPat?: (number|Long|null);

                /** ChainInfo batchId */
                batchId?: (number|Long|null);

                /** ChainInfo batchHash */
                batchHash?: (Uint8Array|null);

                /** ChainInfo settledLedgerSequence */
                settledLedgerSequence?: (number|Long|null);

                /** ChainInfo settledRequestSequence */
                settledRequestSequence?: (number|Long|null);

                /** ChainInfo liabilitiesRoot */
                liabilitiesRoot?: (Uint8Array|null);

                /** ChainInfo liabilitiesSumMicroPat */
                liabilitiesSumMicroPat?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChainInfo. */
            type $Shape = patx.v1.ChainInfo.$Properties;
        }

        /**
         * Properties of a FrameHeader.
         * @deprecated Use patx.v1.FrameHeader.$Properties instead.
         */
        interface IFrameHeader extends patx.v1.FrameHeader.$Properties {
        }

        /** Represents a FrameHeader. */
        class FrameHeader {

            /**
             * Constructs a new FrameHeader.
             * @param [properties] Properties to set
             */
            constructor(properties?: patx.v1.FrameHeader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FrameHeader formatVersion. */
            formatVersion: number;

            /** FrameHeader epoch. */
            epoch: number;

            /** FrameHeader firstSequence. */
            firstSequence: (number|Long);

            /** FrameHeader commandCount. */
            commandCount: number;

            /** FrameHeader timeNs. */
            timeNs: (number|Long);

            /** FrameHeader previousHash. */
            previousHash: Uint8Array;

            /** FrameHeader eventHash. */
            eventHash: Uint8Array;

            /** FrameHeader stateCursor. */
            stateCursor: (number|Long);

            /** FrameHeader stateChecksum. */
            stateChecksum: number;

            /** FrameHeader payloadBytes. */
            payloadBytes: number;

            /** FrameHeader checksum. */
            checksum: number;

            /** FrameHeader frameHash. */
            frameHash: Uint8Array;

            /**
             * Creates a new FrameHeader instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FrameHeader instance
             */
            static create(properties: patx.v1.FrameHeader.$Shape): patx.v1.FrameHeader & patx.v1.FrameHeader.$Shape;
            static create(properties?: patx.v1.FrameHeader.$Properties): patx.v1.FrameHeader;

            /**
             * Encodes the specified FrameHeader message. Does not implicitly {@link patx.v1.FrameHeader.verify|verify} messages.
             * @param message FrameHeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: patx.v1.FrameHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified FrameHeader message, length delimited. Does not implicitly {@link patx.v1.FrameHeader.verify|verify} messages.
             * @param message FrameHeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: patx.v1.FrameHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FrameHeader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {patx.v1.FrameHeader & patx.v1.FrameHeader.$Shape} FrameHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): patx.v1.FrameHeader & patx.v1.FrameHeader.$Shape;

            /**
             * Decodes a FrameHeader message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {patx.v1.FrameHeader & patx.v1.FrameHeader.$Shape} FrameHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): patx.v1.FrameHeader & patx.v1.FrameHeader.$Shape;
        }

        namespace FrameHeader {

            /** Properties of a FrameHeader. */
            interface $Properties {

                /** FrameHeader formatVersion */
                formatVersion?: (number|null);

                /** FrameHeader epoch */
                epoch?: (number|null);

                /** FrameHeader firstSequence */
                firstSequence?: (number|Long|null);

                /** FrameHeader commandCount */
                commandCount?: (number|null);

                /** FrameHeader timeNs */
                timeNs?: (number|Long|null);

                /** FrameHeader previousHash */
                previousHash?: (Uint8Array|null);

                /** FrameHeader eventHash */
                eventHash?: (Uint8Array|null);

                /** FrameHeader stateCursor */
                stateCursor?: (number|Long|null);

                /** FrameHeader stateChecksum */
                stateChecksum?: (number|null);

                /** FrameHeader payloadBytes */
                payloadBytes?: (number|null);

                /** FrameHeader checksum */
                checksum?: (number|null);

                /** FrameHeader frameHash */
                frameHash?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FrameHeader. */
            type $Shape = patx.v1.FrameHeader.$Properties;
        }
    }
}
